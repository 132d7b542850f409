namespace EdgeIsolates;

/// <summary>What one version of a function did in a span of time. Immutable.</summary>
/// <param name="Version">The version; empty for requests that met none.</param>
/// <param name="Total">All of the span.</param>
/// <param name="Series">Step by step, by time; steps without requests are left out. Empty when no steps were asked for.</param>
public sealed record VersionMetrics(string Version, InvocationFigures Total, IReadOnlyList<MetricsPoint> Series);
