using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates.Isolates;

// One isolate = one mailbox, run by whoever is there.
//
// V8 wants one thread at a time in an isolate. A thread of its own per isolate would cost two context switches a request, so there is none: the
// thread that brings work (a Kestrel thread with a request, a due timer, a completed I/O) runs it in place when nobody is in the isolate.
// When somebody is, the work is queued, and that thread, the holder, runs it before it lets go.
//
// 1. `_pending` counts the work that is queued or running. Whoever moves it from 0 to 1 is the holder; the holder lets go by moving it to 0. There
//    is no other lock, and work is never left behind: it was counted either before the holder's last look or it made its bringer the holder.
// 2. The owner enters the isolate once for a batch and leaves it before the count falls, so the next holder never waits for V8's lock.
// 3. No thread is kept for others' work: after a slice of a few milliseconds the holder hands the flag, not only the work, to the thread pool.
//    So it does when its owner could not run at all on this thread, for want of stack.
// 4. What runs long by habit never runs in place: its owner says that it runs aside, and it is handed over to the slow lane.
// 5. Work that comes from inside the isolate, or from a thread that must not run scripts (V8's own helpers), is only queued.
internal sealed class IsolateMailbox(IMailboxOwner owner, TimeProvider time) : IThreadPoolWorkItem
{
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(3);

    private readonly ConcurrentQueue<IsolateWork> _queue = new();
    private int _pending;
    private int _taken;
    private long _sliceStart;

    /// <summary>Whether nobody is in the isolate and nothing waits. A look, not a promise.</summary>
    public bool IsIdle => Volatile.Read(ref _pending) == 0;

    /// <summary>Work that is queued or running.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>For the holder: whether nothing waits behind the work it has taken.</summary>
    public bool IsLast => _queue.IsEmpty;

    /// <summary>Runs the work here and now when the isolate is free, else leaves it to the holder.</summary>
    public void Post(IsolateWork work)
    {
        _queue.Enqueue(work);
        if (Interlocked.Increment(ref _pending) != 1)
        {
            return;
        }

        if (owner.RunsAside)
        {
            HandOver();
        }
        else
        {
            RunSlice();
        }
    }

    /// <summary>Leaves the work to the holder or the thread pool; for threads that must not run scripts.</summary>
    public void PostElsewhere(IsolateWork work)
    {
        _queue.Enqueue(work);
        if (Interlocked.Increment(ref _pending) == 1)
        {
            HandOver();
        }
    }

    /// <summary>For the owner, in <see cref="IMailboxOwner.RunBatch"/>: the next piece of work, or none when the batch is over.</summary>
    public bool TryNext([MaybeNullWhen(false)] out IsolateWork work)
    {
        if ((_taken > 0 && !_queue.IsEmpty && IsSliceOver()) || !_queue.TryDequeue(out work))
        {
            work = null;
            return false;
        }

        _taken++;
        return true;
    }

    void IThreadPoolWorkItem.Execute() => RunSlice();

    private void RunSlice()
    {
        _sliceStart = time.GetTimestamp();
        do
        {
            _taken = 0;
            owner.RunBatch(this);
            if (_taken == 0)
            {
                break;
            }

            if (Interlocked.Add(ref _pending, -_taken) == 0)
            {
                return;
            }
        }
        while (!IsSliceOver());
        HandOver();
    }

    private bool IsSliceOver() => time.GetElapsedTime(_sliceStart) >= Slice;

    private void HandOver()
    {
        if (owner.RunsAside)
        {
            SlowLane.Shared.Queue(this);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
