using System.Runtime.InteropServices;

namespace EdgeIsolates.Isolates;

// Threads for work that may take long and should not be in anybody's way: scripts of functions that burn CPU time (see CpuDebt), their cold starts, and the making
// of blanks.
//
// On the thread pool such scripts would hold one thread each for as long as they like, and requests that need a millisecond would wait for .NET to notice and add
// threads, half a second at a time. Here each has a thread of its own with a low priority: the operating system shares among them what others leave, and takes the
// processor away from them at once when a request of another function comes. That is the one thing that can interrupt a script.
//
// Threads are made when work waits, up to the most, and end when there has been none for a while. Above the most, work waits in order.
internal sealed partial class SlowLane
{
    private const int Niceness = 10;
    private const int OfThisThread = 0;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Queue<IThreadPoolWorkItem> _queue = new();
    private readonly int _most;
    private int _threads;
    private int _idle;

    public SlowLane(int most) => _most = most;

    /// <summary>The lane of this process.</summary>
    public static SlowLane Shared { get; } = new(Math.Max(16, 8 * Environment.ProcessorCount));

    /// <summary>Runs the work soon, on a thread of low priority.</summary>
    public void Queue(IThreadPoolWorkItem work)
    {
        lock (_gate)
        {
            _queue.Enqueue(work);
            if (_idle >= _queue.Count)
            {
                Monitor.Pulse(_gate);
                return;
            }

            if (_threads == _most)
            {
                return;
            }

            _threads++;
        }

        new Thread(Run) { IsBackground = true, Name = "EdgeIsolates slow lane" }.UnsafeStart();
    }

    /// <summary>Goes on, soon, on a thread of low priority.</summary>
    public LaneChange GoAside() => new(this);

    private void Run()
    {
        // Where it is not allowed the thread is as good as any other.
        _ = SetPriority(OfThisThread, OfThisThread, Niceness);
        while (TryTake(out IThreadPoolWorkItem? work))
        {
            work!.Execute();
        }
    }

    private bool TryTake(out IThreadPoolWorkItem? work)
    {
        lock (_gate)
        {
            while (!_queue.TryDequeue(out work))
            {
                _idle++;
                bool isCalled = Monitor.Wait(_gate, Patience);
                _idle--;
                if (!isCalled && _queue.Count == 0)
                {
                    _threads--;
                    return false;
                }
            }

            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
