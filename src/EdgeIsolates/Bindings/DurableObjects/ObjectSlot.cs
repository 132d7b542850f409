namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>An object that starts or lives, and the order of the calls that wait for its start: they go in as they came.</summary>
internal sealed class ObjectSlot(Func<Task<ObjectStart>> start)
{
    private readonly Lock _gate = new();
    private readonly Lazy<Task<ObjectStart>> _start = new(start);
    private Task _last = Task.CompletedTask;

    /// <summary>The start; the first who asks begins it.</summary>
    public Task<ObjectStart> Start => _start.Value;

    /// <summary>The live object, when it has started.</summary>
    public LiveObject? Live => _start is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? _start.Value.Result.Live : null;

    /// <summary>Ends the object, once it has started.</summary>
    public async Task EndAsync()
    {
        await ((Task)Start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Live is { } live)
        {
            live.Leave();
            await live.Closed;
        }
    }

    /// <summary>Takes a place behind those who wait already.</summary>
    /// <param name="mine">To be completed when this call is in, or has given up.</param>
    /// <returns>Done when the one before is in.</returns>
    public Task Queue(TaskCompletionSource mine)
    {
        lock (_gate)
        {
            Task before = _last;
            _last = Start.IsCompleted && before.IsCompleted ? Task.CompletedTask : mine.Task;
            return before;
        }
    }
}
