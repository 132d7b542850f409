namespace EdgeIsolates;

/// <summary>What a <see cref="FunctionConfig"/> holds when a deployment is silent.</summary>
public static class FunctionConfigDefaults
{
    /// <summary>128 megabytes.</summary>
    public const int MemoryLimitMb = 128;

    /// <summary>30 seconds, in milliseconds.</summary>
    public const int TimeoutMs = 30_000;

    /// <summary>One second of CPU, in milliseconds.</summary>
    public const int CpuMs = 1_000;
}
