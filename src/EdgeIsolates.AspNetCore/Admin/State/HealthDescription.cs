namespace EdgeIsolates.AspNetCore;

internal sealed record HealthDescription(
    IsolateHealthStatus Status,
    IReadOnlyList<string> Reasons,
    int LiveIsolates,
    int ReadyBlanks,
    long LostIsolates,
    long LostBytes,
    IReadOnlyList<string> QuarantinedFunctions)
{
    public static HealthDescription Of(IsolateHealth health) => new(
        health.Status,
        health.Reasons,
        health.LiveIsolates,
        health.ReadyBlanks,
        health.LostIsolates,
        health.LostBytes,
        health.QuarantinedFunctions);
}
