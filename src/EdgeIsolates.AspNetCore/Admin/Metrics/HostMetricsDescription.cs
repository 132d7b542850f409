namespace EdgeIsolates.AspNetCore;

/// <summary>What all functions did in a span of time: those that had requests, by name.</summary>
internal sealed record HostMetricsDescription(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FunctionFiguresDescription> Functions);
