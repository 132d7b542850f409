namespace EdgeIsolates.Bindings;

/// <summary>A store of bindings that is made ready once, by whoever needs it first; an attempt that fails is made again by the next.</summary>
internal sealed class ReadyStore(Func<CancellationToken, Task> initialize)
{
    private readonly Lock _gate = new();
    private volatile Task? _ready;

    /// <exception cref="StoreUnavailableException">It cannot be reached.</exception>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_ready is { IsCompletedSuccessfully: true } ready)
        {
            return ready;
        }

        lock (_gate)
        {
            if (_ready is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _ready = Task.Run(() => initialize(CancellationToken.None), CancellationToken.None);
            }

            return _ready.WaitAsync(cancellationToken);
        }
    }
}
