using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings.Rpc;

/// <summary>A function or an RpcTarget of a script that others have stubs of.</summary>
internal sealed class LentTarget(StubScope scope, int number, bool hasDisposer, int depth)
{
    public const string Call = "stub-call";
    public const string Dispose = "stub-dispose";

    private int _references;

    public static V8OpException Gone => new(
        V8ErrorClass.Error,
        "What the stub stands for is gone: the request that lent it is over, or its isolate or Durable Object has ended. To keep a stub beyond its call: stub.dup().");

    /// <summary>What the lender's script side knows it by.</summary>
    public int Number => number;

    /// <summary>Whether it is told when nobody needs it any more.</summary>
    public bool HasDisposer => hasDisposer;

    /// <summary>Whose it is, for errors and records.</summary>
    public string FunctionName => scope.Isolate.Function.Name;

    /// <summary>Counts a reference in; false when the last one has gone. The first is the lender's.</summary>
    public bool TryRefer(bool isFirst)
    {
        int now = Volatile.Read(ref _references);
        while (now > 0 || isFirst)
        {
            int seen = Interlocked.CompareExchange(ref _references, now + 1, now);
            if (seen == now)
            {
                return true;
            }

            now = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            scope.TakeBack(this);
        }
    }

    public ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken) =>
        scope.SendAsync(request with { Event = request.Event! with { Kind = Call, Target = Name } }, cancellationToken);

    /// <summary>The event that tells it. What it does then is deeper than its lender: it may lend again.</summary>
    public EdgeRequest Disposal() => new()
    {
        Method = "RPC",
        Url = $"rpc://{FunctionName}/dispose",
        Depth = depth + 1,
        Event = new IsolateEvent(Dispose, Name, ""),
    };

    private string Name => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
