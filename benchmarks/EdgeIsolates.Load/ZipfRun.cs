namespace EdgeIsolates.Load;

/// <summary>Many more functions than isolates, asked for by Zipf's law: the n-th most popular 1/n as often as the first.</summary>
internal static class ZipfRun
{
    private const int Seed = 4;
    private const double Megabyte = 1024 * 1024;
    private const double LongestWait = 1_000;

    public static async Task<bool> RunAsync(LoadArguments arguments)
    {
        int functions = arguments.Number("functions", 2_000);
        int isolates = arguments.Number("isolates", 200);
        int rate = arguments.Number("rate", 300);
        var span = TimeSpan.FromSeconds(arguments.Number("seconds", 60));
        Console.WriteLine($"zipf: {functions} functions, {isolates} isolates, {rate} requests/s, {span.TotalSeconds:0} s");
        using HostProcess host = await HostProcess.StartAsync("--functions", $"{functions}", "--isolates", $"{isolates}");
        HostStats before = await host.StatsAsync();
        ProcessorUse useBefore = await ProcessorUse.NowAsync(host);
        double[] popularity = Popularity(functions);

        using var stop = new CancellationTokenSource();
        Task<List<HostStats>> watching = WatchAsync(host, stop.Token);
        IReadOnlyList<Sample> samples = await OpenLoop.RunAsync(host.Client, rate, span, new Random(Seed), random =>
        {
            int at = Array.BinarySearch(popularity, random.NextDouble());
            int function = Math.Min(at < 0 ? ~at : at, functions - 1);
            return (function, LoadFunctions.Path($"{function}"));
        });
        await stop.CancelAsync();
        bool holds = Report(samples, before, await watching, isolates);
        Line("others", FormattableString.Invariant($"{(await ProcessorUse.NowAsync(host)).OthersSince(useBefore):P0} of the processors"));
        return holds;
    }

    private static bool Report(IReadOnlyList<Sample> samples, HostStats before, List<HostStats> stats, int isolates)
    {
        int failed = samples.Count(sample => sample.Status != 200);
        double cold = (double)samples.Count(sample => sample.IsCold) / samples.Count;
        var byFunction = samples.GroupBy(sample => sample.Function).Select(group => (Function: group.Key, Count: group.Count(), Longest: group.Max(sample => sample.Milliseconds))).ToList();
        var worst = byFunction.MaxBy(function => function.Longest);
        int late = byFunction.Count(function => function.Longest > LongestWait);
        Line("requests", $"{samples.Count}, of {byFunction.Count} functions; {failed} failed");
        Line("cold-start share", FormattableString.Invariant($"{cold:P1}"));
        Line("all", $"{new Figures(samples)}");
        Line("warm", $"{new Figures(samples.Where(sample => !sample.IsCold))}");
        Line("cold", $"{new Figures(samples.Where(sample => sample.IsCold))}");
        Line("rare functions", $"{new Figures(samples.Where(sample => sample.Function >= 200))}");
        Line("longest wait", FormattableString.Invariant($"{worst.Longest:F0} ms, function {worst.Function} ({worst.Count} requests); {late} functions over {LongestWait:0} ms"));
        Line("isolates", $"{stats.Max(at => at.Isolates)} at most, cap {isolates}");
        Line("isolate memory", FormattableString.Invariant($"{stats.Max(at => at.IsolateBytes) / Megabyte:F0} MB at most"));
        Line("resident", FormattableString.Invariant($"{before.ResidentBytes / Megabyte:F0} MB before, {stats.Max(at => at.ResidentBytes) / Megabyte:F0} MB at most, {stats[^1].ResidentBytes / Megabyte:F0} MB at the end, {stats[stats.Count / 2].ResidentBytes / Megabyte:F0} MB half-way"));
        Line("host CPU", FormattableString.Invariant($"{(stats[^1].CpuSeconds - before.CpuSeconds) * 1000 / samples.Count:F2} ms a request"));
        bool holds = failed == 0 && late == 0 && stats.Max(at => at.Isolates) <= isolates + 10;
        Line("verdict", holds ? "holds: none failed, none waited long, the cap was kept" : "DOES NOT HOLD");
        return holds;
    }

    private static void Line(string name, string text) => Console.WriteLine($"  {name,-17} {text}");

    private static double[] Popularity(int functions)
    {
        double[] sums = new double[functions];
        double sum = 0;
        for (int i = 0; i < functions; i++)
        {
            sums[i] = sum += 1.0 / (i + 1);
        }

        return [.. sums.Select(part => part / sum)];
    }

    private static async Task<List<HostStats>> WatchAsync(HostProcess host, CancellationToken stop)
    {
        List<HostStats> stats = [];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            stats.Add(await host.StatsAsync());
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return stats;
    }
}
