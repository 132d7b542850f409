using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IMetricsStore"/> does.</summary>
public abstract class MetricsStoreConformance : StoreConformance<IMetricsStore>
{
    private static readonly MetricsQuery Everything = new(DateTimeOffset.UnixEpoch, Samples.Noon.AddYears(1));

    protected override Task InitializeAsync(IMetricsStore store) => store.InitializeAsync(End);

    [Fact]
    public async Task Read_FullBucket_HasEveryField()
    {
        MetricsBucket bucket = new()
        {
            FunctionName = Samples.Awkward,
            Version = "3-9f86d081",
            Region = "fra",
            Minute = Samples.Noon,
            Sums = new Dictionary<string, long> { ["outcome.ok"] = 1, ["cpu"] = 1L << 60, ["latency.412"] = 0, [Samples.Awkward] = 7 },
            Peaks = new Dictionary<string, long> { ["memory"] = long.MaxValue, ["none"] = 0 },
        };
        MetricsBucket bare = new() { FunctionName = "f", Version = "", Minute = Samples.Noon };
        await (await OpenAsync()).AddAsync(Samples.Batch(bucket, bare), End);

        IReadOnlyList<MetricsBucket> read = await (await OpenAsync()).ReadAsync(Everything, End);

        Assert.Equal(2, read.Count);
        AssertSame(bucket, Assert.Single(read, found => found.FunctionName == Samples.Awkward));
        AssertSame(bare, Assert.Single(read, found => found.FunctionName == "f"));
    }

    [Fact]
    public async Task Add_SameMinuteTwice_AddsSumsAndKeepsTheGreaterPeaks()
    {
        IMetricsStore store = await OpenAsync();
        MetricsBucket first = Samples.Bucket("f", 0, ("both", 5), ("first", 1)) with { Peaks = Peaks(("up", 99), ("down", 1_000), ("first", 4), ("huge", long.MaxValue - 1)) };
        MetricsBucket second = Samples.Bucket("f", 0, ("both", 7), ("second", 2)) with { Peaks = Peaks(("up", 100), ("down", 999), ("second", 0), ("huge", long.MaxValue)) };

        await store.AddAsync(Samples.Batch(first), End);
        await store.AddAsync(Samples.Batch(second), End);

        MetricsBucket read = Assert.Single(await store.ReadAsync(Everything, End));
        AssertSame(
            Samples.Bucket("f", 0, ("both", 12), ("first", 1), ("second", 2)) with
            {
                Peaks = Peaks(("up", 100), ("down", 1_000), ("first", 4), ("second", 0), ("huge", long.MaxValue)),
            },
            read);
    }

    [Fact]
    public async Task Add_EmptyBatch_ChangesNothing()
    {
        IMetricsStore store = await OpenAsync();

        await store.AddAsync(Samples.Batch(), End);

        Assert.Empty(await store.ReadAsync(Everything, End));
    }

    [Fact]
    public async Task Add_SameBatchAgain_CountsOnce()
    {
        IMetricsStore[] nodes = [await OpenAsync(), await OpenAsync()];
        MetricsBatch batch = Samples.Batch(Samples.Bucket("f", 0, ("n", 1)), Samples.Bucket("g", 0, ("n", 1)));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(() => nodes[sender % 2].AddAsync(batch, End))));
        await nodes[0].AddAsync(batch, End);

        Assert.All(await nodes[1].ReadAsync(Everything, End), bucket => Assert.Equal(1, bucket.Sums["n"]));
    }

    [Fact]
    public async Task Add_TwoNodesAtOnceInOppositeOrder_LosesNothing()
    {
        const int Batches = 15;
        IMetricsStore[] nodes = [await OpenAsync(), await OpenAsync()];
        MetricsBucket[] buckets = [.. Enumerable.Range(0, 20).Select(number => Samples.Bucket($"f{number:00}", number % 2, ("n", 1)))];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
        {
            for (int batch = 0; batch < Batches; batch++)
            {
                MetricsBucket[] sent = [.. buckets.Select(bucket => bucket with { Peaks = Peaks(("sender", (sender * 100) + batch)) })];
                await nodes[sender % 2].AddAsync(Samples.Batch(sender < 2 ? sent : [.. sent.Reverse()]), End);
            }
        })));

        IReadOnlyList<MetricsBucket> read = await nodes[0].ReadAsync(Everything, End);
        Assert.Equal(20, read.Count);
        Assert.All(read, bucket => Assert.Equal((4 * Batches, 300 + Batches - 1), (bucket.Sums["n"], bucket.Peaks["sender"])));
    }

    [Fact]
    public async Task Read_VersionsAndRegionsOfAMinute_AreApart()
    {
        IMetricsStore store = await OpenAsync();
        MetricsBucket bucket = Samples.Bucket("f", 0, ("n", 1));
        MetricsBucket[] buckets = [bucket, bucket with { Version = "2-x" }, bucket with { Region = "fra" }, bucket with { Version = "2-x", Region = "fra" }];

        await store.AddAsync(Samples.Batch(buckets), End);
        await store.AddAsync(Samples.Batch(buckets), End);

        IReadOnlyList<MetricsBucket> read = await store.ReadAsync(Everything, End);
        Assert.Equal(
            buckets.Select(expected => (expected.Version, expected.Region)).Order(),
            read.Select(found => (found.Version, found.Region)).Order());
        Assert.All(read, found => Assert.Equal(2, found.Sums["n"]));
    }

    [Fact]
    public async Task Read_Range_HasItsBeginningAndNotItsEndByMinute()
    {
        IMetricsStore store = await OpenAsync();
        await store.AddAsync(Samples.Batch([.. new[] { 5, 1, 4, 2, 3, 10, 0 }.Select(minute => Samples.Bucket("f", minute, ("n", minute)))]), End);
        await store.AddAsync(Samples.Batch(Samples.Bucket("other", 2, ("n", 2)), Samples.Bucket("other", 7, ("n", 7))), End);

        Assert.Equal([1, 2, 2, 3], await MinutesAsync(1, 4, null));
        Assert.Equal([1, 2, 3], await MinutesAsync(1, 4, "f"));
        Assert.Equal([2, 7], await MinutesAsync(0, 100, "other"));
        Assert.Empty(await MinutesAsync(0, 100, "nobody"));
        Assert.Empty(await MinutesAsync(4, 4, null));

        async Task<IEnumerable<int>> MinutesAsync(int from, int to, string? function)
        {
            IReadOnlyList<MetricsBucket> read = await store.ReadAsync(new MetricsQuery(Samples.Noon.AddMinutes(from), Samples.Noon.AddMinutes(to), function), End);
            return read.Select(bucket => (int)(bucket.Minute - Samples.Noon).TotalMinutes);
        }
    }

    [Fact]
    public async Task RemoveBefore_AMinute_KeepsThatMinuteAndLaterOnes()
    {
        IMetricsStore store = await OpenAsync();
        await store.AddAsync(
            Samples.Batch([.. Enumerable.Range(0, 20).Select(number => Samples.Bucket(number % 2 == 0 ? "f" : "g", number / 2, ("n", 1)))]),
            End);

        await store.RemoveBeforeAsync(Samples.Noon.AddMinutes(7), End);
        await store.AddAsync(Samples.Batch(Samples.Bucket("f", 2, ("n", 5))), End);

        Assert.Equal(
            [(2, "f", 5L), (7, "f", 1), (7, "g", 1), (8, "f", 1), (8, "g", 1), (9, "f", 1), (9, "g", 1)],
            (await store.ReadAsync(Everything, End))
                .Select(bucket => ((int)(bucket.Minute - Samples.Noon).TotalMinutes, bucket.FunctionName, bucket.Sums["n"]))
                .Order());
        Assert.Equal(4, (await store.ReadAsync(Everything with { FunctionName = "f" }, End)).Count);
    }

    [Fact]
    public async Task Add_AnyBatches_GivesWhatAddingUpGives()
    {
        IMetricsStore store = await OpenAsync();
        int run = 0;

        // Each run has minutes of its own; the store stays.
        Prop.ForAll(Batches().ToArbitrary(), batches => MergesAsync(store, batches, run++).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithEndSize(15));
    }

    [Fact]
    public async Task Operations_CanceledBefore_ChangeNothing()
    {
        IMetricsStore store = await OpenAsync();
        CancellationToken canceled = new(canceled: true);
        MetricsBatch batch = Samples.Batch(Samples.Bucket("f", 0, ("n", 1)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.AddAsync(batch, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync(Everything, canceled));
        await store.AddAsync(batch, End);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.RemoveBeforeAsync(Samples.Noon.AddDays(1), canceled));

        Assert.Equal(1, Assert.Single(await store.ReadAsync(Everything, End)).Sums["n"]);
    }

    private async Task<bool> MergesAsync(IMetricsStore store, MetricsBucket[][] batches, int run)
    {
        DateTimeOffset begin = Samples.Noon.AddDays(run);
        Dictionary<(string FunctionName, DateTimeOffset Minute), MetricsBucket> expected = [];
        foreach (MetricsBucket[] batch in batches)
        {
            MetricsBucket[] buckets = [.. batch
                .Select(bucket => bucket with { Minute = bucket.Minute.AddDays(run) })
                .DistinctBy(bucket => (bucket.FunctionName, bucket.Minute))];
            await store.AddAsync(Samples.Batch(buckets), End);
            foreach (MetricsBucket bucket in buckets)
            {
                expected[(bucket.FunctionName, bucket.Minute)] =
                    expected.TryGetValue((bucket.FunctionName, bucket.Minute), out MetricsBucket? present) ? present.Add(bucket) : bucket;
            }
        }

        IReadOnlyList<MetricsBucket> read = await store.ReadAsync(new MetricsQuery(begin, begin.AddDays(1)), End);
        Assert.Equal(expected.Count, read.Count);
        foreach (MetricsBucket bucket in read)
        {
            AssertSame(expected[(bucket.FunctionName, bucket.Minute)], bucket);
        }

        return true;
    }

    private static Gen<MetricsBucket[][]> Batches()
    {
        Gen<Dictionary<string, long>> counters =
            from names in Gen.SubListOf("a", "outcome.ok", "latency.412", "ü")
            from values in Gen.ArrayOf(Gen.Elements(0L, 1, 9, 10, 99, 1_000_000, 1L << 40, 1L << 54), names.Count)
            select names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        Gen<MetricsBucket> bucket =
            from function in Gen.Elements("f", "g")
            from minute in Gen.Choose(0, 2)
            from sums in counters
            from peaks in counters
            select Samples.Bucket(function, minute) with { Sums = sums, Peaks = peaks };
        return Gen.ArrayOf(Gen.ArrayOf(bucket));
    }

    private static Dictionary<string, long> Peaks(params (string Name, long Value)[] peaks) => peaks.ToDictionary(peak => peak.Name, peak => peak.Value);

    private static void AssertSame(MetricsBucket expected, MetricsBucket actual)
    {
        Assert.Equal(
            (expected.FunctionName, expected.Version, expected.Region, expected.Minute),
            (actual.FunctionName, actual.Version, actual.Region, actual.Minute));
        Assert.Equal(expected.Sums.OrderBy(sum => sum.Key, StringComparer.Ordinal), actual.Sums.OrderBy(sum => sum.Key, StringComparer.Ordinal));
        Assert.Equal(expected.Peaks.OrderBy(peak => peak.Key, StringComparer.Ordinal), actual.Peaks.OrderBy(peak => peak.Key, StringComparer.Ordinal));
    }
}
