namespace EdgeIsolates.Isolates;

/// <summary>Whose work a mailbox holds.</summary>
internal interface IMailboxOwner
{
    /// <summary>Whether the work runs on threads of low priority, never on the thread that brings it; any thread.</summary>
    bool RunsAside { get; }

    /// <summary>Runs work until <see cref="IsolateMailbox.TryNext"/> gives no more. Called by one thread at a time; must not throw.</summary>
    void RunBatch(IsolateMailbox mailbox);
}
