using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeIsolates.AspNetCore;

/// <summary>Tells ASP.NET Core's health checks what <see cref="IIsolateHealthSource"/> says.</summary>
internal sealed class IsolateHealthCheck(IIsolateHealthSource isolates) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IsolateHealth health = isolates.GetHealth();
        string? reasons = health.Reasons.Count == 0 ? null : string.Join(' ', health.Reasons);
        Dictionary<string, object> data = new()
        {
            ["liveIsolates"] = health.LiveIsolates,
            ["readyBlanks"] = health.ReadyBlanks,
            ["lostIsolates"] = health.LostIsolates,
            ["lostBytes"] = health.LostBytes,
            ["quarantinedFunctions"] = health.QuarantinedFunctions,
        };
        return Task.FromResult(health.Status == IsolateHealthStatus.Healthy
            ? HealthCheckResult.Healthy(reasons, data)
            : HealthCheckResult.Degraded(reasons, data: data));
    }
}
