using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>Tells all nodes by pub/sub that functions have changed.</summary>
internal sealed class RedisChangeNotifier(RedisConnection connection) : IChangeNotifier
{
    private readonly RedisChannel _channel = new(connection.Key("changed"), RedisChannel.PatternMode.Literal);

    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        ConnectionMultiplexer multiplexer = await connection.MultiplexerAsync(cancellationToken);
        await connection.InTimeAsync(() => multiplexer.GetSubscriber().PublishAsync(_channel, ""), cancellationToken);
    }

    /// <summary>
    /// A watch ends when its connection breaks, although the client would take it up again by itself: only so the reader learns that hints may
    /// have been lost.
    /// </summary>
    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ConnectionMultiplexer multiplexer = await connection.MultiplexerAsync(cancellationToken);
        ISubscriber subscriber = multiplexer.GetSubscriber();
        var hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        multiplexer.ConnectionFailed += OnConnectionFailed;
        try
        {
            await connection.InTimeAsync(() => SubscribeAsync(subscriber, OnHint), cancellationToken);
            hints.Writer.TryWrite(true);
            await foreach (bool hint in hints.Reader.ReadAllAsync(cancellationToken))
            {
                yield return hint;
            }
        }
        finally
        {
            multiplexer.ConnectionFailed -= OnConnectionFailed;
            subscriber.Unsubscribe(_channel, OnHint, CommandFlags.FireAndForget);
        }

        void OnHint(RedisChannel channel, RedisValue value) => hints.Writer.TryWrite(true);

        void OnConnectionFailed(object? sender, ConnectionFailedEventArgs failure)
        {
            if (failure.ConnectionType == ConnectionType.Subscription)
            {
                hints.Writer.TryComplete(connection.Unavailable(failure.Exception));
            }
        }
    }

    /// <summary>The ping goes the same way after the subscription: when it is answered, the subscription stands, whoever has asked for it.</summary>
    private async Task<TimeSpan> SubscribeAsync(ISubscriber subscriber, Action<RedisChannel, RedisValue> onHint)
    {
        await subscriber.SubscribeAsync(_channel, onHint);
        return await subscriber.PingAsync();
    }
}
