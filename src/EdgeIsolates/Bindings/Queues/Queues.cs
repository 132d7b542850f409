namespace EdgeIsolates.Bindings;

/// <summary>The host's queues: the store once it is ready, and the hints beside it.</summary>
internal sealed class Queues(IQueueStore store, QueueHints hints, TimeProvider time) : IEdgeQueues
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

    public async Task<string> SendAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        QueueContentType contentType = QueueContentType.Json,
        TimeSpan delay = default,
        CancellationToken cancellationToken = default)
    {
        if (!QueueRules.IsName(queue))
        {
            throw new ArgumentException(QueueRules.NameFault(queue), nameof(queue));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, QueueRules.MostMessageBytes, nameof(body));
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromSeconds(QueueRules.MostDelaySeconds));
        DateTimeOffset now = time.GetUtcNow();
        var message = new QueueMessage(QueueIds.Next(now), now, contentType, body);
        await SendAsync(queue, [new QueueSend(message, now + delay)], cancellationToken);
        return message.Id;
    }

    public async Task<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).CountAsync(time.GetUtcNow(), cancellationToken);

    public async Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, string after, int most, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).BrowseAsync(queue, after, most, cancellationToken);

    public async Task<long> PurgeAsync(string queue, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).PurgeAsync(queue, cancellationToken);

    public async Task<int> MoveAsync(string queue, string to, int most, CancellationToken cancellationToken = default)
    {
        int moved = await (await OpenAsync(cancellationToken)).MoveAsync(queue, to, most, time.GetUtcNow(), cancellationToken);
        hints.Tell(to);
        return moved;
    }
}
