namespace EdgeIsolates.Deployments;

/// <summary>Gets a store ready once, by whoever needs it first; an attempt that fails is made again by the next. Safe for use from any thread.</summary>
internal sealed class Preparation(Func<CancellationToken, Task> initialize)
{
    private readonly Lock _gate = new();
    private volatile Task? _ready;

    /// <summary>Gets the store ready, or joins who does.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached.</exception>
    public ValueTask DoneAsync(CancellationToken cancellationToken)
    {
        if (_ready is { IsCompletedSuccessfully: true })
        {
            return default;
        }

        lock (_gate)
        {
            if (_ready is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _ready = InitializeAsync();
            }

            return new ValueTask(_ready.WaitAsync(cancellationToken));
        }
    }

    private async Task InitializeAsync()
    {
        await Task.Yield();
        await initialize(CancellationToken.None);
    }
}
