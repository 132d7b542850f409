using System.Runtime.CompilerServices;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>A source of hints that fails in a way no contract tells of, some times, and then works.</summary>
internal sealed class BreakingNotifier(int failures) : IChangeNotifier
{
    private int _watches;

    public int Watches => Volatile.Read(ref _watches);

    public Task PublishAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Interlocked.Increment(ref _watches) <= failures)
        {
            throw new InvalidOperationException("The test's notifier broke.");
        }

        yield return true;
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
