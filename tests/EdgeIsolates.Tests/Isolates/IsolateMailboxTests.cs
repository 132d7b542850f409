using System.Collections.Concurrent;
using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;
using EdgeIsolates.V8;

namespace EdgeIsolates.Tests.Isolates;

public sealed class IsolateMailboxTests
{
    [Fact]
    public void Post_FreeIsolate_RunsInPlace()
    {
        var owner = new Owner();
        int thread = 0;
        owner.Mailbox.Post(new Work(() => thread = Environment.CurrentManagedThreadId));
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.True(owner.Mailbox.IsIdle);
    }

    [Fact]
    public void Post_FromInside_RunsAfterThePieceOnTheSameThread()
    {
        var owner = new Owner();
        List<string> order = [];
        owner.Mailbox.Post(new Work(() =>
        {
            owner.Mailbox.Post(new Work(() => order.Add("second")));
            order.Add("first");
        }));
        Assert.Equal(["first", "second"], order);
        Assert.Equal(1, owner.Batches);
    }

    [Fact]
    public async Task Post_BusyIsolate_LeavesTheWorkToTheHolder()
    {
        var owner = new Owner(new FakeTime());
        using var inside = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        int secondRanOn = 0;
        Task<int> holder = Task.Run(() =>
        {
            owner.Mailbox.Post(new Work(() =>
            {
                inside.Set();
                release.Wait();
            }));
            return Environment.CurrentManagedThreadId;
        });
        inside.Wait();
        owner.Mailbox.Post(new Work(() => secondRanOn = Environment.CurrentManagedThreadId));
        Assert.Equal(0, secondRanOn);
        Assert.False(owner.Mailbox.IsIdle);
        release.Set();
        Assert.Equal(await holder, secondRanOn);
    }

    [Fact]
    public async Task Post_SliceIsOver_HandsTheRestToTheThreadPool()
    {
        var time = new FakeTime();
        var owner = new Owner(time);
        var ranOn = new TaskCompletionSource<int>();
        int here = 0;
        var bringer = new Thread(() =>
        {
            here = Environment.CurrentManagedThreadId;
            owner.Mailbox.Post(new Work(() =>
            {
                owner.Mailbox.Post(new Work(() => ranOn.SetResult(Environment.CurrentManagedThreadId)));
                time.Advance(IsolateMailbox.Slice);
            }));
        });
        bringer.Start();
        bringer.Join();
        Assert.NotEqual(here, await ranOn.Task);
    }

    [Fact]
    public async Task PostElsewhere_FreeIsolate_RunsOnAnotherThread()
    {
        var owner = new Owner();
        var ranOn = new TaskCompletionSource<bool>();
        owner.Mailbox.PostElsewhere(new Work(() => ranOn.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
        Assert.True(await ranOn.Task);
    }

    [Fact]
    public async Task Post_OwnerCannotRunHere_TriesOnTheThreadPool()
    {
        var owner = new Owner { RefusesBatches = 1 };
        var ran = new TaskCompletionSource();
        owner.Mailbox.Post(new Work(ran.SetResult));
        await ran.Task;
    }

    [Fact]
    public async Task Post_ManyThreads_RunsEachPieceOnceAndOneAtATime()
    {
        const int Threads = 8;
        const int Pieces = 5_000;
        var owner = new Owner();
        var seen = new ConcurrentDictionary<int, int>();
        int inside = 0;
        int overlaps = 0;
        using var done = new CountdownEvent(Threads * Pieces);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < Pieces; i++)
            {
                int piece = (thread * Pieces) + i;
                owner.Mailbox.Post(new Work(() =>
                {
                    overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                    seen.AddOrUpdate(piece, 1, (_, count) => count + 1);
                    Interlocked.Decrement(ref inside);
                    done.Signal();
                }));
            }
        })));
        Assert.True(done.Wait(TimeSpan.FromSeconds(60)), $"{done.CurrentCount} pieces were left behind.");
        Assert.Equal(0, overlaps);
        Assert.All(seen.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Post_OwnerRunsAside_NeverRunsInPlace()
    {
        var owner = new Owner { RunsAside = true };
        using var done = new ManualResetEventSlim();
        int thread = Environment.CurrentManagedThreadId;
        int ranOn = 0;
        owner.Mailbox.Post(new Work(() =>
        {
            ranOn = Environment.CurrentManagedThreadId;
            done.Set();
        }));
        Assert.True(done.Wait(TimeSpan.FromSeconds(60)), "The work was left behind.");
        Assert.NotEqual(thread, ranOn);
    }

    private sealed class Owner : IMailboxOwner
    {
        public Owner(TimeProvider? time = null) => Mailbox = new IsolateMailbox(this, time ?? TimeProvider.System);

        public IsolateMailbox Mailbox { get; }

        public int Batches { get; private set; }

        public int RefusesBatches { get; set; }

        public bool RunsAside { get; set; }

        public void RunBatch(IsolateMailbox mailbox)
        {
            Batches++;
            if (RefusesBatches-- > 0)
            {
                return;
            }

            while (mailbox.TryNext(out IsolateWork? work))
            {
                work.Drop();
            }
        }
    }

    private sealed class Work(Action action) : IsolateWork
    {
        public override V8Status Run(in V8Scope scope) => throw new NotSupportedException("There is no engine in this test.");

        public override void Drop() => action();
    }
}
