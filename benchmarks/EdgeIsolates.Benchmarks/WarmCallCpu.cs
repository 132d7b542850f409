namespace EdgeIsolates.Benchmarks;

/// <summary>The CPU time of <see cref="WarmCallBenchmark"/>'s calls, of the whole process: what to look at on a busy machine.</summary>
internal static class WarmCallCpu
{
    private const int WarmUp = 20_000;
    private const int Calls = 200_000;

    public static void Run()
    {
        var benchmark = new WarmCallBenchmark();
        benchmark.SetUp();
        Measure("enter only", benchmark.EnterOnly);
        Measure("empty", () => benchmark.Empty());
        Measure("text", () => benchmark.Text());
        Measure("fetch", () => benchmark.Fetch());
        benchmark.CleanUp();
    }

    private static void Measure(string name, Action call)
    {
        Repeat(WarmUp);
        var begin = Environment.CpuUsage.TotalTime;
        Repeat(Calls);
        Console.WriteLine($"{name,-12} {(Environment.CpuUsage.TotalTime - begin).TotalMicroseconds / Calls:F2} µs CPU a call");

        void Repeat(int times)
        {
            for (var count = 0; count < times; count++)
            {
                call();
            }
        }
    }
}
