namespace EdgeIsolates.AspNetCore;

internal sealed record FunctionConfigDescription(int MemoryLimitMb, int TimeoutMs, int CpuMs, bool AllowEval, IReadOnlyList<string> EnvVars)
{
    public static FunctionConfigDescription Of(FunctionConfig config) => new(
        config.MemoryLimitMb,
        config.TimeoutMs,
        config.CpuMs,
        config.AllowEval,
        [.. config.EnvVars.Keys.Order(StringComparer.Ordinal)]);
}
