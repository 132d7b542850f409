namespace EdgeIsolates.Hostile.Tests.Attacks;

/// <summary>What became of an attack.</summary>
internal sealed record AttackReport(string Outcome, double CpuMs, double WallMs, IReadOnlyList<string> Faults);
