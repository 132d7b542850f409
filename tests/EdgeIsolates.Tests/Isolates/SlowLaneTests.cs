using System.Collections.Concurrent;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Tests.Isolates;

public sealed class SlowLaneTests
{
    // The 19th field of /proc/…/stat; the first two end with the bracket.
    private const int NicenessInStatus = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Queue_MoreWorkThanThreads_AllOfItRunsOnAsManyThreadsAsMayBe()
    {
        var lane = new SlowLane(most: 3);
        var threads = new ConcurrentDictionary<int, int>();
        using var done = new CountdownEvent(1_000);
        int inside = 0;
        int most = 0;
        Parallel.For(0, 1_000, _ => lane.Queue(new Work(() =>
        {
            int now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            threads.TryAdd(Environment.CurrentManagedThreadId, 0);
            Thread.SpinWait(100);
            Interlocked.Decrement(ref inside);
            done.Signal();
        })));
        Assert.True(done.Wait(Patience), $"{done.CurrentCount} were left behind.");
        Assert.InRange(most, 1, 3);
        Assert.InRange(threads.Count, 1, 3);
    }

    [Fact]
    public void Queue_OneBlocks_OthersGoOn()
    {
        var lane = new SlowLane(most: 2);
        using var block = new ManualResetEventSlim();
        using var done = new CountdownEvent(100);
        lane.Queue(new Work(block.Wait));
        for (int i = 0; i < 100; i++)
        {
            lane.Queue(new Work(() => done.Signal()));
        }

        Assert.True(done.Wait(Patience), $"{done.CurrentCount} waited for the one that blocks.");
        block.Set();
    }

    [Fact]
    public async Task GoAside_Awaited_GoesOnInTheLaneWithLowPriority()
    {
        await SlowLane.Shared.GoAside();
        Assert.False(Thread.CurrentThread.IsThreadPoolThread);
        string[] status = File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("10", status[NicenessInStatus]);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int now = Volatile.Read(ref target);
        while (value > now && Interlocked.CompareExchange(ref target, value, now) is int seen && seen != now)
        {
            now = seen;
        }
    }

    private sealed class Work(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
