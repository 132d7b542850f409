namespace EdgeIsolates.Hostile.Host;

internal sealed record ProbeAnswer(
    long ResidentBytes,
    long ManagedBytes,
    int Threads,
    double BusiestThread,
    long EngineIsolates,
    long LostIsolates,
    long LostBytes,
    long ReclaimedBytes,
    long PageBytes,
    int TenantIsolates,
    int ReadyBlanks);
