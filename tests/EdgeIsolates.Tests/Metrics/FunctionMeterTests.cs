using EdgeIsolates.Metrics;

namespace EdgeIsolates.Tests.Metrics;

public sealed class FunctionMeterTests
{
    private readonly EdgeIsolatesOptions _options = new();

    [Fact]
    public void Take_RecordsOfOneMinute_AreOneBucket()
    {
        var sut = new FunctionMeter(_options);
        sut.Write(TestRecords.New() with { Subrequests = 2, MemoryUsedBytes = 5, Region = "eu" });
        sut.Write(TestRecords.New() with { Outcome = InvocationOutcome.ExceededCpu, Status = 0, MemoryUsedBytes = 9, Region = "eu", StartedAt = TestRecords.Noon.AddSeconds(59) });
        sut.Write(TestRecords.New() with { Status = 404, MemoryUsedBytes = 7, Region = "eu", StartedAt = TestRecords.Noon.ToOffset(TimeSpan.FromHours(5)) });

        MetricsBucket bucket = Assert.Single(sut.Take());

        Assert.Equal(("f", "1-a", "eu", TestRecords.Noon), (bucket.FunctionName, bucket.Version, bucket.Region, bucket.Minute));
        Assert.Equal(3, bucket.Sums["invocations"]);
        Assert.Equal(2, bucket.Sums["outcome.ok"]);
        Assert.Equal(1, bucket.Sums["outcome.exceededCpu"]);
        Assert.Equal((1, 1, 1), (bucket.Sums["status.0"], bucket.Sums["status.2"], bucket.Sums["status.4"]));
        Assert.Equal(2, bucket.Sums["subrequests"]);
        Assert.Equal(3_000, bucket.Sums["latency_us"]);
        Assert.Equal(9, bucket.Peaks["memory"]);
        Assert.Empty(sut.Take());
    }

    [Fact]
    public void Take_ColdStart_HasItsPhases()
    {
        var sut = new FunctionMeter(_options);
        sut.Write(TestRecords.New() with { ColdStart = new ColdStartPhases(Ms(1), Ms(2), Ms(3), Ms(4), Ms(5), CodeCacheOutcome.Hit) });

        IReadOnlyDictionary<string, long> sums = Assert.Single(sut.Take()).Sums;

        Assert.Equal(10_000, sums["cold_us"]);
        Assert.Equal(
            [1_000, 2_000, 3_000, 4_000, 5_000, 1],
            new[] { "cold_blank_wait_us", "cold_load_us", "cold_compile_us", "cold_evaluate_us", "cold_first_response_us", "cold_cache_hits" }.Select(name => sums[name]));
    }

    [Fact]
    public void Take_OtherVersionRegionOrMinute_IsABucketOfItsOwn()
    {
        var sut = new FunctionMeter(_options);
        sut.Write(TestRecords.New());
        sut.Write(TestRecords.New(version: "2-b"));
        sut.Write(TestRecords.New() with { Region = "us" });
        sut.Write(TestRecords.New() with { StartedAt = TestRecords.Noon.AddMinutes(1) });

        Assert.Equal(4, sut.Take().Count);
    }

    [Fact]
    public void Write_MoreVersionsThanThereMayBe_CountsTheRestAsOne()
    {
        _options.Metrics.MaxVersions = 3;
        var sut = new FunctionMeter(_options);
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 10; i++)
            {
                sut.Write(TestRecords.New(function: $"f{i}"));
            }

            IReadOnlyList<MetricsBucket> buckets = sut.Take();
            Assert.Equal(4, buckets.Count);
            Assert.Equal(7, buckets.Single(bucket => bucket.FunctionName == "*").Sums["invocations"]);
        }
    }

    [Fact]
    public async Task Take_WhileManyThreadsWrite_CountsEveryRecordOnce()
    {
        const int Writers = 4;
        const int EachWrites = 50_000;
        var sut = new FunctionMeter(_options);
        Task[] writers =
        [
            .. Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
            {
                for (int i = 0; i < EachWrites; i++)
                {
                    sut.Write(TestRecords.New(version: (i % 3).ToString()));
                }
            })),
        ];
        Task all = Task.WhenAll(writers);
        List<MetricsBucket> taken = [];
        while (!all.IsCompleted)
        {
            taken.AddRange(sut.Take());
        }

        await all;
        taken.AddRange(sut.Take());

        Assert.Equal(Writers * EachWrites, taken.Sum(bucket => bucket.Sums["invocations"]));
        Assert.All(taken, bucket => Assert.Equal(
            bucket.Sums["invocations"],
            bucket.Sums.Where(pair => pair.Key.StartsWith("latency.", StringComparison.Ordinal)).Sum(pair => pair.Value)));
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
