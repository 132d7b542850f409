using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Benchmarks;

/// <summary>A host that only counts the answers of <c>entry.fetch</c>; no other op of the hello function needs one.</summary>
internal sealed class BenchmarkHost : IV8Host
{
    private static readonly int Respond = NumberOf("op_http_respond");

    public int Answers { get; private set; }

    public void InvokeOp(int op, in V8OpCall call)
    {
        if (op == Respond)
        {
            Answers++;
        }
    }

    public void OnTaskPosted()
    {
        // Nothing of hello's is asynchronous.
    }

    private static int NumberOf(string name)
    {
        var names = WebPlatform.Shared.Ops.Names;
        return Enumerable.Range(0, names.Count).Single(index => names[index] == name);
    }
}
