using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace EdgeIsolates.Records;

// Records to whoever listens at this moment. Each listener has a queue of its own with a bound, so a slow one loses records and holds nobody up. While nobody listens, a
// record costs one look at an empty array, and requests collect no log lines.
internal sealed class LiveTail : IInvocationSink, ILiveTail, IDisposable
{
    private ImmutableArray<LiveTailListener> _listeners = [];
    private volatile bool _isDisposed;

    public bool WantsLogs => !_listeners.IsEmpty;

    public void Write(InvocationRecord record)
    {
        foreach (LiveTailListener listener in _listeners)
        {
            listener.Write(record);
        }
    }

    public async IAsyncEnumerable<TailedInvocation> ListenAsync(
        string? functionName = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var listener = new LiveTailListener(functionName);
        ImmutableInterlocked.Update(ref _listeners, static (all, added) => all.Add(added), listener);
        try
        {
            if (_isDisposed)
            {
                listener.Close();
            }

            while (await listener.WaitAsync(cancellationToken))
            {
                while (!cancellationToken.IsCancellationRequested && listener.TryRead(out TailedInvocation? tailed))
                {
                    yield return tailed;
                }
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _listeners, static (all, removed) => all.Remove(removed), listener);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        foreach (LiveTailListener listener in _listeners)
        {
            listener.Close();
        }
    }
}
