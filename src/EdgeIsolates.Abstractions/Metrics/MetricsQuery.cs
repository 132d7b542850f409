namespace EdgeIsolates;

/// <summary>Which buckets to read.</summary>
/// <param name="From">The first minute.</param>
/// <param name="To">The end: the first minute that is not read any more.</param>
/// <param name="FunctionName">The function, or <see langword="null"/> for all of them.</param>
public sealed record MetricsQuery(DateTimeOffset From, DateTimeOffset To, string? FunctionName = null);
