namespace EdgeIsolates.Tests.Metrics;

/// <summary>Records for tests.</summary>
internal static class TestRecords
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static InvocationRecord New(double milliseconds = 1, string function = "f", string version = "1-a") => new()
    {
        StartedAt = Noon,
        FunctionName = function,
        FunctionVersion = version,
        RequestId = "r",
        Outcome = InvocationOutcome.Ok,
        Status = 200,
        WallTime = TimeSpan.FromMilliseconds(milliseconds),
        CpuTime = TimeSpan.FromMilliseconds(milliseconds / 2),
    };
}
