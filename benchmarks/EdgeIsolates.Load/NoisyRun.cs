namespace EdgeIsolates.Load;

/// <summary>A well-behaved function alone, then beside one that burns its CPU limit in every request, then alone again.</summary>
internal static class NoisyRun
{
    private const int Seed = 4;
    private const double MostTimes = 3;

    public static async Task<bool> RunAsync(LoadArguments arguments)
    {
        int clients = arguments.Number("clients", 32);
        int cpu = arguments.Number("cpu-ms", 1_000);
        int rate = arguments.Number("rate", 100);
        var span = TimeSpan.FromSeconds(arguments.Number("seconds", 20));
        Console.WriteLine($"noisy: {clients} clients that burn {cpu} ms in every request, beside {rate} requests/s, {span.TotalSeconds:0} s each");
        using HostProcess host = await HostProcess.StartAsync("--cpu-ms", $"{cpu}");
        await GoodAsync(host, rate, TimeSpan.FromSeconds(3));

        Figures alone = await GoodAsync(host, rate, span);
        Line("alone", alone);
        using var stop = new CancellationTokenSource();
        Task<IReadOnlyDictionary<int, int>> noise = ClosedLoop.RunAsync(host.Client, clients, LoadFunctions.Path("noisy"), stop.Token);
        Figures first = await GoodAsync(host, rate, TimeSpan.FromSeconds(5));
        Line("noise begins", first);
        Figures beside = await GoodAsync(host, rate, span);
        Line("beside noise", beside);
        HostStats stats = await host.StatsAsync();
        await stop.CancelAsync();
        IReadOnlyDictionary<int, int> statuses = await noise;
        Figures after = await GoodAsync(host, rate, span);
        Line("alone again", after);
        double quietP99 = Math.Max(alone.P(0.99), after.P(0.99));
        double times = beside.P(0.99) / quietP99;
        Console.WriteLine($"  {"noise",-15} {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"))}; {stats.Isolates} isolates, {stats.Queued} requests queued");
        Console.WriteLine(FormattableString.Invariant($"  {"p99",-15} {times:F2} × the one alone ({beside.P(0.99) / alone.P(0.99):F2} × before, {beside.P(0.99) / after.P(0.99):F2} × after): {(times <= MostTimes ? "holds" : "DOES NOT HOLD")} (at most {MostTimes:0})"));
        return times <= MostTimes;
    }

    private static async Task<Figures> GoodAsync(HostProcess host, int rate, TimeSpan span)
    {
        IReadOnlyList<Sample> samples = await OpenLoop.RunAsync(host.Client, rate, span, new Random(Seed), static _ => (0, LoadFunctions.Path("good")));
        int failed = samples.Count(static sample => sample.Status != 200);
        return failed == 0 ? new Figures(samples) : throw new InvalidOperationException($"{failed} requests of the good function failed.");
    }

    private static void Line(string name, Figures figures) => Console.WriteLine($"  {name,-15} {figures}");
}
