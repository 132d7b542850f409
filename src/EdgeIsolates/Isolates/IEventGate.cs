using EdgeIsolates.Bindings.Rpc;

namespace EdgeIsolates.Isolates;

/// <summary>What stands before and behind the events of something that lives longer than they do: a Durable Object. For the holder of the mailbox.</summary>
internal interface IEventGate
{
    /// <summary>Done when what may leave now is safe. It fails when that will never be.</summary>
    Task Output { get; }

    /// <summary>What it lends to other isolates and keeps of theirs, for as long as it lives.</summary>
    StubScope Stubs { get; }

    /// <summary>Whether an event may run now. When it may not, the gate keeps it and posts it again, or fails it.</summary>
    bool TryPass(FetchInvocation invocation);

    /// <summary>An event has ended, whether it ran or not. Once for each.</summary>
    void OnEnded(FetchInvocation invocation);
}
