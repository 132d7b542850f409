namespace EdgeIsolates;

/// <summary>What a function did in one region in a span of time. Immutable.</summary>
/// <param name="Region">The region that its requests ran in; empty for those of hosts that name none.</param>
/// <param name="Total">All of the span.</param>
/// <param name="Series">Step by step, by time; steps without requests are left out. Empty when no steps were asked for.</param>
public sealed record RegionMetrics(string Region, InvocationFigures Total, IReadOnlyList<MetricsPoint> Series);
