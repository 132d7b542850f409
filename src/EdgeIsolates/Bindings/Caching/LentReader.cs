using System.Buffers;
using System.IO.Pipelines;

namespace EdgeIsolates.Bindings.Caching;

/// <summary>Bytes of a kept answer on their way to somebody, who may take longer than they are kept: it tells when it is completed.</summary>
internal sealed class LentReader(ReadOnlyMemory<byte> bytes, Action completed) : PipeReader
{
    private readonly PipeReader _inner = Create(new ReadOnlySequence<byte>(bytes));
    private int _isCompleted;

    public override void AdvanceTo(SequencePosition consumed) => _inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => _inner.ReadAsync(cancellationToken);

    public override bool TryRead(out ReadResult result) => _inner.TryRead(out result);

    public override void Complete(Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            _inner.Complete(exception);
            completed();
        }
    }
}
