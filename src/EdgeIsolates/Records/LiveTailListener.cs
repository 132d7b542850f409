using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace EdgeIsolates.Records;

/// <summary>One listener's queue. When it is full the oldest record makes room, and is counted.</summary>
internal sealed class LiveTailListener
{
    public const int QueuedRecords = 1_000;

    private readonly string? _functionName;
    private readonly Channel<InvocationRecord> _queue;
    private long _missed;

    public LiveTailListener(string? functionName)
    {
        _functionName = functionName;
        _queue = Channel.CreateBounded<InvocationRecord>(
            new BoundedChannelOptions(QueuedRecords) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));
    }

    public void Write(InvocationRecord record)
    {
        if (_functionName is null || _functionName == record.FunctionName)
        {
            _queue.Writer.TryWrite(record);
        }
    }

    /// <summary>Waits for a record; false at the end.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _queue.Reader.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public bool TryRead([NotNullWhen(true)] out TailedInvocation? tailed)
    {
        tailed = _queue.Reader.TryRead(out InvocationRecord? record) ? new TailedInvocation(record, Interlocked.Exchange(ref _missed, 0)) : null;
        return tailed is not null;
    }

    public void Close() => _queue.Writer.TryComplete();
}
