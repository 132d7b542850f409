using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

/// <summary>A configuration as the API shows it: of environment variables only the names, because values may be secrets.</summary>
internal sealed record FunctionConfigDescription(
    int MemoryLimitMb,
    int TimeoutMs,
    int CpuMs,
    bool AllowEval,
    IReadOnlyList<string> EnvVars,
    IReadOnlyDictionary<string, JsonElement> Bindings,
    FunctionQueues Queues,
    IReadOnlyList<CronDescription> Crons,
    IReadOnlyList<DurableObjectMigration> Migrations,
    int MinWarm,
    int MaxIsolates,
    int MaxConcurrentRequests,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> CompatibilityFlags)
{
    public static FunctionConfigDescription Of(FunctionConfig config) => new(
        config.MemoryLimitMb,
        config.TimeoutMs,
        config.CpuMs,
        config.AllowEval,
        [.. config.EnvVars.Keys.Order(StringComparer.Ordinal)],
        config.Bindings.ToDictionary(static binding => binding.Key, static binding => binding.Value.Settings, StringComparer.Ordinal),
        config.Queues,
        [.. config.Crons.Select(CronDescription.Of)],
        config.Migrations,
        config.MinWarm,
        config.MaxIsolates,
        config.MaxConcurrentRequests,
        config.Regions,
        config.CompatibilityFlags);
}
