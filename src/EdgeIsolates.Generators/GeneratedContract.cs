namespace EdgeIsolates.Generators;

/// <summary>What becomes of one interface. Compared by its texts, so that the compiler generates again only what changed.</summary>
internal sealed record GeneratedContract(string FileName, string Source, EquatableList<Fault> Faults);
