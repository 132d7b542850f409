using EdgeIsolates.Metrics;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeIsolates.Tests.Metrics;

public sealed class MetricsFlushTests : IAsyncTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTime _time = new();
    private readonly FlakyMetricsStore _store;
    private readonly FunctionMeter _meter;
    private readonly MetricsFlush _sut;
    private readonly EdgeMetrics _metrics;

    public MetricsFlushTests()
    {
        var options = new EdgeIsolatesOptions();
        _store = new FlakyMetricsStore(_time);
        _meter = new FunctionMeter(options);
        _sut = new MetricsFlush(_meter, _store, options, _time, NullLogger<MetricsFlush>.Instance);
        _metrics = new EdgeMetrics(_sut, _store);
    }

    public ValueTask DisposeAsync() => _sut.DisposeAsync();

    [Fact]
    public async Task Run_EveryInterval_WritesWhatWasCounted()
    {
        await _sut.StartAsync(CancellationToken.None);
        Count(3);
        await AdvanceAsync(() => _store.Batches.Count == 1);
        Count(2);
        await AdvanceAsync(() => _store.Batches.Count == 2);

        Assert.Equal([3, 2], _store.Batches.Select(batch => batch.Buckets.Single().Sums["invocations"]));
        Assert.Equal(1, _store.Initialized);
    }

    [Fact]
    public async Task Run_NothingCounted_WritesNothing()
    {
        await _sut.StartAsync(CancellationToken.None);
        await AdvanceAsync(() => _store.Removals.Count == 1);

        Assert.Empty(_store.Batches);
        Assert.InRange(_time.GetUtcNow() - _store.Removals[0], TimeSpan.FromDays(7), TimeSpan.FromDays(7.5));
    }

    [Fact]
    public async Task Run_StoreAway_IsAskedLessAndLessAndGetsAllWhenItIsBack()
    {
        await _sut.StartAsync(CancellationToken.None);
        _store.IsAway = true;
        for (int tick = 0; tick < 60; tick++)
        {
            Count(1);
            _time.Advance(Interval);
            await Task.Yield();
        }

        _store.IsAway = false;
        await AdvanceAsync(() => _store.Batches.Count > 0);

        Assert.Equal(60, await ReadAsync());
    }

    [Fact]
    public async Task StopAsync_WritesTheRest()
    {
        await _sut.StartAsync(CancellationToken.None);
        Count(4);

        await _sut.StopAsync(CancellationToken.None);

        Assert.Equal(4, Assert.Single(_store.Batches).Buckets.Single().Sums["invocations"]);
    }

    [Fact]
    public async Task DisposeAsync_WritesWhatCameAfterTheStop()
    {
        await _sut.StartAsync(CancellationToken.None);
        await _sut.StopAsync(CancellationToken.None);
        Count(2);

        await _sut.DisposeAsync();

        Assert.Equal(2, Assert.Single(_store.Batches).Buckets.Single().Sums["invocations"]);
    }

    [Fact]
    public async Task StopAsync_StoreAway_EndsWithoutAnException()
    {
        _store.IsAway = true;
        Count(1);

        await _sut.StartAsync(CancellationToken.None);
        await _sut.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ReadAsync_AnswerOfTheStoreLost_CountsEachRequestOnce()
    {
        _store.LostAnswers = 2;
        Count(5);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync());
        Count(1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync());
        Count(1);

        Assert.Equal(7, await ReadAsync());
        Assert.Equal(7, await ReadAsync());
        Assert.Equal(2, _store.Batches.Select(batch => batch.Id).Distinct().Count());
    }

    [Fact]
    public async Task ReadAsync_WhileRequestsAreCountedAndFlushed_NeverGoesBackAndEndsExact()
    {
        const int Writers = 3;
        const int EachWrites = 3_000;
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => Count(EachWrites))));
        Task flushing = Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                await _sut.FlushAsync(CancellationToken.None);
            }
        });
        long last = 0;
        while (!writing.IsCompleted)
        {
            long now = await ReadAsync();
            Assert.True(now >= last);
            last = now;
        }

        await flushing;
        Assert.Equal(Writers * EachWrites, await ReadAsync());
    }

    [Fact]
    public async Task ReadAsync_StoreAway_Throws()
    {
        _store.IsAway = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync());
    }

    private void Count(int requests)
    {
        for (int i = 0; i < requests; i++)
        {
            _meter.Write(TestRecords.New());
        }
    }

    private async Task<long> ReadAsync()
    {
        IReadOnlyList<FunctionMetrics> functions = await _metrics.ReadAsync(new FunctionMetricsQuery { From = TestRecords.Noon, To = TestRecords.Noon.AddMinutes(1) });
        return functions.Count == 0 ? 0 : functions.Single().Total.Invocations;
    }

    /// <summary>Lets intervals go by until something is so.</summary>
    private async Task AdvanceAsync(Func<bool> isDone)
    {
        for (int tick = 0; !isDone(); tick++)
        {
            Assert.True(tick < 10_000, "It never happened.");
            if (_time.ArmedTimers > 0 && tick % 10 == 0)
            {
                _time.Advance(Interval);
            }

            await Task.Yield();
        }
    }
}
