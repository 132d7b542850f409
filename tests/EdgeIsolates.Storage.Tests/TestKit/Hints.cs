namespace EdgeIsolates.Storage.Tests.TestKit;

/// <summary>A watch that runs, item by item.</summary>
internal sealed class Hints : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly IAsyncEnumerator<bool> _items;
    private Task<bool>? _next;

    private Hints(Func<CancellationToken, IAsyncEnumerable<bool>> watch) => _items = watch(_end.Token).GetAsyncEnumerator();

    /// <summary>Starts a watch and waits for its first item: nothing is missed from now on.</summary>
    public static async Task<Hints> StartAsync(Func<CancellationToken, IAsyncEnumerable<bool>> watch, CancellationToken cancellationToken)
    {
        Hints hints = new(watch);
        Assert.True(await hints.NextAsync(cancellationToken));
        return hints;
    }

    /// <summary>Waits for an item; it stays awaited when the token ends the waiting.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        _next ??= _items.MoveNextAsync().AsTask();
        bool item = await _next.WaitAsync(cancellationToken);
        _next = null;
        return item;
    }

    /// <summary>Ends the watch and gives what it ended with.</summary>
    public async Task<Exception?> EndAsync()
    {
        _next ??= _items.MoveNextAsync().AsTask();
        await _end.CancelAsync();
        return await Record.ExceptionAsync(() => _next);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _items.DisposeAsync();
        _end.Dispose();
    }
}
