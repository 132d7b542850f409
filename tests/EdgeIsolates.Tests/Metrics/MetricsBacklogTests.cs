using EdgeIsolates.Metrics;

namespace EdgeIsolates.Tests.Metrics;

public sealed class MetricsBacklogTests
{
    [Fact]
    public void TryGetBatch_NotConfirmed_IsTheSameBatch()
    {
        var sut = new MetricsBacklog(100);
        sut.Add([Bucket(0)]);
        Assert.True(sut.TryGetBatch(out MetricsBatch? first));

        sut.Add([Bucket(0), Bucket(1)]);
        Assert.True(sut.TryGetBatch(out MetricsBatch? again));
        sut.Confirm();
        Assert.True(sut.TryGetBatch(out MetricsBatch? second));
        sut.Confirm();

        Assert.Same(first, again);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal([1, 1], second.Buckets.Select(bucket => bucket.Sums["invocations"]));
        Assert.False(sut.TryGetBatch(out _));
    }

    [Fact]
    public void TryGetBatch_ManyBuckets_GoInPortionsOldestFirst()
    {
        var sut = new MetricsBacklog(10_000);
        sut.Add([.. Enumerable.Range(0, MetricsBacklog.BatchBuckets + 1).Reverse().Select(minute => Bucket(minute))]);

        Assert.True(sut.TryGetBatch(out MetricsBatch? batch));

        Assert.Equal(MetricsBacklog.BatchBuckets, batch.Buckets.Count);
        Assert.Equal(TestRecords.Noon, batch.Buckets[0].Minute);
    }

    [Fact]
    public void Add_SameMinute_IsPutTogether()
    {
        var sut = new MetricsBacklog(100);
        sut.Add([Bucket(0)]);
        sut.Add([Bucket(0)]);

        Assert.True(sut.TryGetBatch(out MetricsBatch? batch));
        Assert.Equal(2, Assert.Single(batch.Buckets).Sums["invocations"]);
    }

    [Fact]
    public void Add_MoreMinutesThanThereIsRoom_LosesResolutionAndNoCount()
    {
        var sut = new MetricsBacklog(50);
        for (int minute = 0; minute < 1_000; minute++)
        {
            Assert.Empty(sut.Add([Bucket(minute), Bucket(minute, "2-b")]));
            Assert.InRange(sut.Count, 1, 50);
        }

        Assert.Equal(2_000, Invocations(sut));
    }

    [Fact]
    public void Add_MoreVersionsThanThereIsRoom_DropsTheOldestAndSaysSo()
    {
        var sut = new MetricsBacklog(50);
        long dropped = 0;
        for (int day = 0; day < 10; day++)
        {
            dropped += sut.Add([.. Enumerable.Range(0, 20).Select(version => Bucket(day * 24 * 60, $"{version}"))]).Sum(bucket => bucket.Sums["invocations"]);
            Assert.InRange(sut.Count, 1, 50);
        }

        Assert.Equal(150, dropped);
        Assert.Equal(50, Invocations(sut));
    }

    private static long Invocations(MetricsBacklog sut)
    {
        long sum = 0;
        while (sut.TryGetBatch(out MetricsBatch? batch))
        {
            sum += batch.Buckets.Sum(bucket => bucket.Sums["invocations"]);
            sut.Confirm();
        }

        return sum;
    }

    private static MetricsBucket Bucket(int minute, string version = "1-a") => new()
    {
        FunctionName = "f",
        Version = version,
        Minute = TestRecords.Noon.AddMinutes(minute),
        Sums = new Dictionary<string, long> { ["invocations"] = 1 },
    };
}
