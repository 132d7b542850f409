namespace EdgeIsolates.Isolates;

// A request that waits for an isolate. It leaves its function's queue exactly once, under the pool's gate: with a grant, or because it gives up. Who finds it out of the
// queue when he wants to give up has a grant, and must use it.
internal sealed class QueuedRequest(FunctionIsolates isolates)
{
    private readonly TaskCompletionSource<Grant> _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FunctionIsolates Isolates { get; } = isolates;

    /// <summary>Done when it is out of the queue.</summary>
    public Task<Grant> Granted => _granted.Task;

    /// <summary>Under the pool's gate: its place in the queue; <see langword="null"/> when it is out.</summary>
    public LinkedListNode<QueuedRequest>? Place { get; set; }

    public void Settle(Grant grant) => _granted.SetResult(grant);
}
