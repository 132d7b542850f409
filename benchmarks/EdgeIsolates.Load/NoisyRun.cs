namespace EdgeIsolates.Load;

// A well-behaved function alone, and beside one that burns its CPU limit in every request.
//
// The machine may be busy with other things as well, and that changes from second to second. So the two are measured in turn, in short slices, and each slice knows what others
// took of the processors meanwhile: pairs of slices in which that was much tell nothing and are left out when there are enough others.
internal static class NoisyRun
{
    private const int Seed = 4;
    private const double MostTimes = 3;
    private const double QuietShare = 0.15;
    private const int EnoughPairs = 4;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    public static async Task<bool> RunAsync(LoadArguments arguments)
    {
        int clients = arguments.Number("clients", 32);
        int cpu = arguments.Number("cpu-ms", 1_000);
        int rate = arguments.Number("rate", 100);
        int pairs = arguments.Number("pairs", 10);
        Console.WriteLine($"noisy: {clients} clients that burn {cpu} ms in every request, beside {rate} requests/s; {pairs} pairs of {Slice.TotalSeconds:0} s");
        using HostProcess host = await HostProcess.StartAsync("--cpu-ms", $"{cpu}");
        await GoodAsync(host, rate);

        Dictionary<int, int> statuses = [];
        (_, Figures beginning, _) = await PairAsync(host, rate, clients, statuses);
        Console.WriteLine($"  {"noise begins",-14} {beginning}");
        List<(Figures Alone, Figures Beside, double Others)> measured = [];
        for (int i = 0; i < pairs; i++)
        {
            measured.Add(await PairAsync(host, rate, clients, statuses));
        }

        return Report(measured, statuses);
    }

    private static bool Report(List<(Figures Alone, Figures Beside, double Others)> measured, Dictionary<int, int> statuses)
    {
        var quiet = measured.Where(static pair => pair.Others <= QuietShare).ToList();
        bool isQuiet = quiet.Count >= EnoughPairs;
        var counted = isQuiet ? quiet : measured;
        var alone = Figures.Of(counted.Select(static pair => pair.Alone));
        var beside = Figures.Of(counted.Select(static pair => pair.Beside));
        double times = beside.P(0.99) / alone.P(0.99);
        Console.WriteLine($"  {"alone",-14} {alone}");
        Console.WriteLine($"  {"beside noise",-14} {beside}");
        Console.WriteLine($"  {"noise",-14} {string.Join(", ", statuses.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Value} answers of status {pair.Key}"))}");
        Console.WriteLine(FormattableString.Invariant($"  {"others",-14} {measured.Average(static pair => pair.Others):P0} of the processors; {quiet.Count} of {measured.Count} pairs were quiet{(isQuiet ? "" : ": too few, all count")}"));
        Console.WriteLine(FormattableString.Invariant($"  {"p99",-14} {times:F2} × the one alone: {(times <= MostTimes ? "holds" : "DOES NOT HOLD")} (at most {MostTimes:0})"));
        return times <= MostTimes;
    }

    private static async Task<(Figures Alone, Figures Beside, double Others)> PairAsync(HostProcess host, int rate, int clients, Dictionary<int, int> statuses)
    {
        (Figures alone, double othersAlone) = await GoodAsync(host, rate);
        using var stop = new CancellationTokenSource();
        Task<IReadOnlyDictionary<int, int>> noise = ClosedLoop.RunAsync(host.Client, clients, LoadFunctions.Path("noisy"), stop.Token);
        (Figures beside, double othersBeside) = await GoodAsync(host, rate);
        await stop.CancelAsync();
        foreach ((int status, int count) in await noise)
        {
            statuses[status] = statuses.GetValueOrDefault(status) + count;
        }

        await Task.Delay(Calm, TimeProvider.System);
        return (alone, beside, Math.Max(othersAlone, othersBeside));
    }

    private static async Task<(Figures Figures, double Others)> GoodAsync(HostProcess host, int rate)
    {
        ProcessorUse before = await ProcessorUse.NowAsync(host);
        IReadOnlyList<Sample> samples = await OpenLoop.RunAsync(host.Client, rate, Slice, new Random(Seed), static _ => (0, LoadFunctions.Path("good")));
        ProcessorUse after = await ProcessorUse.NowAsync(host);
        int failed = samples.Count(static sample => sample.Status != 200);
        return failed == 0 ? (new Figures(samples), after.OthersSince(before)) : throw new InvalidOperationException($"{failed} requests of the good function failed.");
    }
}
