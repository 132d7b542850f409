namespace EdgeIsolates.Hostile.Host;

/// <summary>Small limits, so that each attack is over soon.</summary>
internal static class HostileLimits
{
    /// <summary>Room for sources of 20 MB, escaped as JSON.</summary>
    public const long MaxDeployBytes = 64L * 1024 * 1024;

    public static void Apply(EdgeIsolatesOptions options)
    {
        options.Limits = options.Limits with
        {
            CpuAtStartup = TimeSpan.FromMilliseconds(200),
            WallAtStartup = TimeSpan.FromSeconds(5),
            WaitUntil = TimeSpan.FromMilliseconds(300),
            RequestBodyBytes = 8 * 1024 * 1024,
            ResponseBodyBytes = 8 * 1024 * 1024,
            LogBytesPerRequest = 64 * 1024,
        };
        options.Pool.MaxBlanks = 4;
        // The suite counts losses itself: a process that has lost this much is still to be attacked.
        options.LostMemoryThresholdBytes = long.MaxValue;
    }
}
