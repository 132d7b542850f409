namespace EdgeIsolates.Nodes.Tests.TestKit;

/// <summary>What clients met: how many calls they made, how long those took, and what failed how often.</summary>
internal sealed record LoadFigures(int Calls, TimeSpan P50, TimeSpan P99, IReadOnlyDictionary<string, int> Failures);
