namespace EdgeIsolates.Tests.TestKit;

/// <summary>
/// For hosts on the real clock, in every test project: a machine that stands still for a while is no fault of the host. What these limits do is tested on clocks of the
/// tests' own.
/// </summary>
internal static class PatientLimits
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static void Apply(EdgeIsolatesOptions options)
    {
        options.Limits = options.Limits with { WallAtStartup = s_patience };
        options.Pool.QueueTimeout = s_patience;
    }
}
