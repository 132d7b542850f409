using System.Globalization;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Bindings;

/// <summary>Calls from one isolate into another, and the answers to events; the script side is Web/Rpc and Web/Handlers/incoming-events.js.</summary>
internal static class RpcOps
{
    private const int MostDepth = 16;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_rpc_call", Call),
        new("op_rpc_bodies", Bodies),
        new("op_event_answer", Answer),
        new("op_event_fail", Fail),
    ];

    /// <summary>The target of a call or request that a script sends.</summary>
    /// <exception cref="V8OpException">There is none, or too many functions stand above already.</exception>
    public static IIsolateTarget TargetOf(TenantIsolate isolate, Invocation owner, int number)
    {
        if (!isolate.Bindings.TryFind(number, out IBinding binding) || binding is not IIsolateTarget target)
        {
            throw new V8OpException(V8ErrorClass.Error, "There is no such service.");
        }

        return owner.Depth < MostDepth
            ? target
            : throw new V8OpException(V8ErrorClass.Error, string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name} cannot be called: {MostDepth} functions called one another already, which is the limit. Do two of them call each other in a circle?"));
    }

    /// <summary><c>op_rpc_call(binding, number, target, method, bytes, bodies)</c>: a promise of the bytes of what the method returned or threw.</summary>
    private static void Call(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = isolate.Find(call.Scope.CurrentRequest)
            ?? throw new V8OpException(V8ErrorClass.Error, "A service was called for a request that has ended; ctx.waitUntil() keeps one going.");
        int binding = call.GetInt32(0);
        int number = call.GetInt32(1);
        IIsolateTarget target = TargetOf(isolate, owner, binding);
        BindingUse use = owner.UseBindings();
        string method = call.GetString(3);
        var request = new EdgeRequest
        {
            Method = "RPC",
            Url = $"rpc://{target.Name}/{method}",
            Depth = owner.Depth + 1,
            Event = new IsolateEvent("rpc", call.GetString(2), method)
            {
                Arguments = call.GetBytes(4).ToArray(),
                Bodies = EventBodies.Send(isolate, call.GetString(5)),
            },
        };
        var note = new CallNote(use, isolate.Bindings.ContextOf(binding), isolate.Time, request.Event.Arguments.Length);
        PendingOp<InvocationResult>.Return(isolate, in call, owner.SendAsync(() => target.SendAsync(request, use.Ended).AsTask()), (in scope, result) =>
        {
            isolate.Work.Charge(owner, result.CpuTime);
            if (result.Outcome == InvocationOutcome.Ok)
            {
                note.Succeeded(result.Reply?.Bytes.Length ?? 0);
            }
            else
            {
                note.Failed();
            }

            EventReply reply = result.Reply ?? throw target.FailureOf(result);
            use.Received(number, EventBodies.Receive(owner, reply.Bodies));
            V8Value bytes = scope.Bytes(reply.Bytes.Span);
            return bytes.Exists ? bytes : throw Web.Fetch.BodyErrors.NoMemory;
        });
    }

    /// <summary><c>op_rpc_bodies(number)</c>: the streams of the answer to a call; once.</summary>
    private static void Bodies(TenantIsolate isolate, in V8OpCall call) =>
        call.Return(isolate.Find(call.Scope.CurrentRequest)?.Bindings?.TakeReceived(call.GetInt32(0)) ?? "");

    /// <summary><c>op_event_answer(requestId, bytes, bodies)</c>: what the handler returned.</summary>
    private static void Answer(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Find(call.GetInt32(0)) is FetchInvocation invocation)
        {
            invocation.Answer(Reply(isolate, in call, 1));
        }
    }

    /// <summary><c>op_event_fail(requestId, error, bytes, bodies)</c>: what it threw.</summary>
    private static void Fail(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Find(call.GetInt32(0)) is FetchInvocation invocation)
        {
            invocation.Fail(call.Scope.Describe(call.GetValue(1)).ToEdgeError(isolate), Reply(isolate, in call, 2));
        }
    }

    private static EventReply Reply(TenantIsolate isolate, in V8OpCall call, int at) =>
        new(call.GetBytes(at).ToArray(), EventBodies.Send(isolate, call.GetString(at + 1)));
}

