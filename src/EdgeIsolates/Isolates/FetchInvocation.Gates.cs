namespace EdgeIsolates.Isolates;

// What runs in a Durable Object comes in by its input gate, and what leaves waits for its output gate: until the disk has what was written before.
internal sealed partial class FetchInvocation
{
    private readonly IEventGate? _gate;
    private bool _isHeldBack;

    public override Task OutputGate => _gate?.Output ?? Task.CompletedTask;

    public override bool MayWaitForOthers => _gate is not null;

    /// <summary>Whether the object it belongs to still has something of it under way; its objects go on after an answer without being asked to.</summary>
    private bool IsGoingOn => _gate is not null && (PendingOps > 0 || Timers is { Count: > 0 });

    private bool HoldBack(Task gate)
    {
        _isHeldBack = true;
        _ = DeliverAfterAsync(gate);
        return true;
    }

    private async Task DeliverAfterAsync(Task gate)
    {
        try
        {
            await gate;
        }
        catch (Exception)
        {
            // Whoever keeps the gate has told the log.
            TryFail(InvocationOutcome.InternalError, LimitErrors.NotDurable);
        }

        Deliver();
    }
}
