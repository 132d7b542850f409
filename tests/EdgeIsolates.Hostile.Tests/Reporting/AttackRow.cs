namespace EdgeIsolates.Hostile.Tests.Reporting;

/// <summary>One attack in one round, as a row of the table.</summary>
internal sealed record AttackRow(
    string Round,
    string Script,
    string Outcome,
    bool AsExpected,
    double CpuMs,
    double WallMs,
    long ResidentDelta,
    long LostBytes,
    double NeighbourSlowestMs);
