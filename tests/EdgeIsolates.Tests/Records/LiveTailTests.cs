using EdgeIsolates.Records;
using EdgeIsolates.Tests.Metrics;

namespace EdgeIsolates.Tests.Records;

public sealed class LiveTailTests : IDisposable
{
    private readonly LiveTail _sut = new();

    public void Dispose() => _sut.Dispose();

    [Fact]
    public async Task ListenAsync_RecordsOfTheFunction_ComeInOrder()
    {
        await using IAsyncEnumerator<TailedInvocation> listener = _sut.ListenAsync("f").GetAsyncEnumerator();
        ValueTask<bool> next = listener.MoveNextAsync();
        _sut.Write(TestRecords.New(function: "g"));
        _sut.Write(TestRecords.New(version: "1"));
        _sut.Write(TestRecords.New(version: "2"));

        Assert.True(await next);
        Assert.Equal(("1", 0), (listener.Current.Record.FunctionVersion, listener.Current.Missed));
        Assert.True(await listener.MoveNextAsync());
        Assert.Equal("2", listener.Current.Record.FunctionVersion);
    }

    [Fact]
    public async Task WantsLogs_OnlyWhileSomebodyListens()
    {
        Assert.False(_sut.WantsLogs);
        IAsyncEnumerator<TailedInvocation> listener = _sut.ListenAsync().GetAsyncEnumerator();
        ValueTask<bool> next = listener.MoveNextAsync();
        Assert.True(_sut.WantsLogs);

        _sut.Write(TestRecords.New());
        Assert.True(await next);
        await listener.DisposeAsync();

        Assert.False(_sut.WantsLogs);
    }

    [Fact]
    public async Task ListenAsync_SlowListener_LosesTheOldestAndIsToldHowMany()
    {
        await using IAsyncEnumerator<TailedInvocation> slow = _sut.ListenAsync().GetAsyncEnumerator();
        ValueTask<bool> next = slow.MoveNextAsync();
        for (int i = 0; i < LiveTailListener.QueuedRecords + 50; i++)
        {
            _sut.Write(TestRecords.New(version: $"{i}"));
        }

        long seen = 0;
        long missed = 0;
        Assert.True(await next);
        do
        {
            seen++;
            missed += slow.Current.Missed;
        }
        while (slow.Current.Record.FunctionVersion != $"{LiveTailListener.QueuedRecords + 49}" && await slow.MoveNextAsync());

        Assert.Equal(LiveTailListener.QueuedRecords + 50, seen + missed);
        Assert.InRange(missed, 49, 50);
    }

    [Fact]
    public async Task ListenAsync_Cancelled_EndsWithoutAnException()
    {
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<TailedInvocation> listener = _sut.ListenAsync(cancellationToken: stop.Token).GetAsyncEnumerator();
        ValueTask<bool> next = listener.MoveNextAsync();

        await stop.CancelAsync();

        Assert.False(await next);
        Assert.False(_sut.WantsLogs);
    }

    [Fact]
    public async Task Dispose_EndsEveryListener()
    {
        await using IAsyncEnumerator<TailedInvocation> listener = _sut.ListenAsync().GetAsyncEnumerator();
        ValueTask<bool> next = listener.MoveNextAsync();

        _sut.Dispose();

        Assert.False(await next);
        await using IAsyncEnumerator<TailedInvocation> late = _sut.ListenAsync().GetAsyncEnumerator();
        Assert.False(await late.MoveNextAsync());
    }
}
