namespace EdgeIsolates.AspNetCore;

/// <summary>What a request did with one of its bindings.</summary>
internal sealed record BindingUsageDescription(string Name, string Type, int Calls, int Failures, double TimeMs, long BytesSent, long BytesReceived)
{
    public static IReadOnlyList<BindingUsageDescription> Of(IReadOnlyList<BindingUsage> usage) =>
        [.. usage.Select(static used => new BindingUsageDescription(
            used.Name,
            used.Type,
            used.Calls,
            used.Failures,
            used.Time.TotalMilliseconds,
            used.BytesSent,
            used.BytesReceived))];
}
