// Budgets are measured and the engine's statistics are the process's: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
