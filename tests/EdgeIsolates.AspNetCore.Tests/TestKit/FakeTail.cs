using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A live tail whose records the test writes.</summary>
internal sealed class FakeTail : ILiveTail
{
    private readonly List<Channel<TailedInvocation>> _listeners = [];
    private TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? LastFunctionName { get; private set; }

    public int Listeners
    {
        get
        {
            lock (_listeners)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>Ends when the next listener leaves.</summary>
    public Task Left => _left.Task;

    public void Write(InvocationRecord record, long missed = 0)
    {
        lock (_listeners)
        {
            _listeners.ForEach(listener => listener.Writer.TryWrite(new TailedInvocation(record, missed)));
        }
    }

    public async IAsyncEnumerable<TailedInvocation> ListenAsync(string? functionName = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LastFunctionName = functionName;
        var queue = Channel.CreateUnbounded<TailedInvocation>();
        lock (_listeners)
        {
            _listeners.Add(queue);
        }

        using CancellationTokenRegistration ending = cancellationToken.Register(() => queue.Writer.TryComplete());
        try
        {
            await foreach (TailedInvocation tailed in queue.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return tailed;
            }
        }
        finally
        {
            lock (_listeners)
            {
                _listeners.Remove(queue);
            }

            Interlocked.Exchange(ref _left, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
