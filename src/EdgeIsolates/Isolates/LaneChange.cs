using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeIsolates.Isolates;

/// <summary>To be awaited: what follows runs in the lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct LaneChange(SlowLane lane) : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public LaneChange GetAwaiter() => this;

    public void GetResult()
    {
        // There is nothing to get: being here is the result.
    }

    public void OnCompleted(Action continuation) => lane.Queue(new Continuation(continuation));

    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);

    private sealed class Continuation(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
