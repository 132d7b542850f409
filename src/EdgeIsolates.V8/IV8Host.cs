namespace EdgeIsolates.V8;

/// <summary>The owner of an isolate: one object for each.</summary>
public interface IV8Host
{
    /// <summary>
    /// A script called the op with this index in the snapshot's list. Runs on the isolate's thread inside a scope.
    /// Throw <see cref="V8OpException"/> to make the script see an error; any other exception is told to it as a failure of the host.
    /// </summary>
    void InvokeOp(int op, in V8OpCall call);

    /// <summary>V8 has work of its own: enter soon and call <see cref="V8Scope.RunMicrotasks"/>. Any thread; must not enter from here.</summary>
    void OnTaskPosted();
}
