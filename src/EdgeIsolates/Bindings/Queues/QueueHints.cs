using System.Collections.Concurrent;
using System.Threading.Channels;

namespace EdgeIsolates.Bindings;

/// <summary>Tells consumers of this node at once that something was sent on this node; other nodes' messages are found by looking. Any thread.</summary>
internal sealed class QueueHints
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _channels = new(StringComparer.Ordinal);

    public void Tell(string queue)
    {
        if (_channels.TryGetValue(queue, out Channel<bool>? channel))
        {
            channel.Writer.TryWrite(true);
        }
    }

    /// <summary>Waits until something was told since the last wait.</summary>
    public async Task WaitAsync(string queue, CancellationToken cancellationToken)
    {
        Channel<bool> channel = _channels.GetOrAdd(
            queue,
            static _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
        await channel.Reader.ReadAsync(cancellationToken);
    }
}
