namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>The host side of <see cref="TestSnapshot"/>'s ops.</summary>
internal sealed class TestHost : IV8Host
{
    private int _tasksPosted;

    /// <summary>What scripts recorded, each with the request whose continuation ran.</summary>
    public List<(int Request, string Text)> Records { get; } = [];

    /// <summary>The promises that scripts were given by <c>host.promise()</c>, in order.</summary>
    public List<V8Promise> Promises { get; } = [];

    /// <summary>The body of <c>host.custom(…)</c>.</summary>
    public OpBody Custom { get; set; } = static (in V8OpCall call) => call.Return(call.Scope.Undefined);

    public int TasksPosted => Volatile.Read(ref _tasksPosted);

    public IEnumerable<string> Texts => Records.Select(record => record.Text);

    public void InvokeOp(int op, in V8OpCall call)
    {
        switch (TestSnapshot.OpNames[op])
        {
            case "op_test_record":
                Records.Add((call.Scope.CurrentRequest, call.GetString(0)));
                break;
            case "op_test_promise":
                Promises.Add(call.ReturnPromise());
                break;
            case "op_test_cpu":
                call.Return(ThreadCpu.Now.TotalMilliseconds);
                break;
            default:
                Custom(in call);
                break;
        }
    }

    public void OnTaskPosted() => Interlocked.Increment(ref _tasksPosted);
}
