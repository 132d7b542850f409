namespace EdgeIsolates.Bindings;

/// <summary>The host's queues: the store once it is ready, and the hints beside it.</summary>
internal sealed class Queues(IQueueStore store, QueueHints hints)
{
    private readonly ReadyStore _ready = new(store.InitializeAsync);

    public async Task<IQueueStore> OpenAsync(CancellationToken cancellationToken)
    {
        await _ready.WaitAsync(cancellationToken);
        return store;
    }

    public async Task SendAsync(string queue, IReadOnlyList<QueueSend> messages, CancellationToken cancellationToken)
    {
        await (await OpenAsync(cancellationToken)).SendAsync(queue, messages, cancellationToken);
        hints.Tell(queue);
    }
}
