using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Bindings.Rpc;

/// <summary>What scripts do with stubs beside calling them; the script side is Web/Rpc/stubs.js.</summary>
internal static class StubOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_stub_dup", Dup),
        new("op_stub_dispose", Dispose),
    ];

    /// <summary>The stub of that number.</summary>
    /// <exception cref="V8OpException">It was disposed of.</exception>
    public static HeldStub Find(TenantIsolate isolate, int number) => isolate.Stubs.Find(number) ?? throw new V8OpException(
        V8ErrorClass.Error,
        "The stub was disposed of: by its code, or because the call or request that it came with is over. To keep a stub beyond its call: stub.dup().");

    /// <summary><c>op_stub_dup(stub)</c>: the number of another one, which lives as long as the request, or the Durable Object, does.</summary>
    private static void Dup(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = isolate.Find(call.Scope.CurrentRequest)
            ?? throw new V8OpException(V8ErrorClass.Error, "A stub was duplicated for a request that has ended.");
        StubReference reference = Find(isolate, call.GetInt32(0)).Reference.TryCopy() ?? throw LentTarget.Gone;
        call.Return(isolate.Stubs.Hold(reference, owner.Stubs.Kept));
    }

    /// <summary><c>op_stub_dispose(stub)</c>.</summary>
    private static void Dispose(TenantIsolate isolate, in V8OpCall call) => isolate.Stubs.Find(call.GetInt32(0))?.Dispose();
}
