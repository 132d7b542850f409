using System.Globalization;
using EdgeIsolates.Bindings.Rpc;
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
        new("op_stub_call", CallStub),
        new("op_rpc_bodies", Bodies),
        new("op_rpc_abort", Abort),
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

        CheckDepth(owner, target);
        return target;
    }

    private static void CheckDepth(Invocation owner, IIsolateTarget target)
    {
        if (owner.Depth >= MostDepth)
        {
            throw new V8OpException(V8ErrorClass.Error, string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name} cannot be called: {MostDepth} functions called one another already, which is the limit. Do two of them call each other in a circle?"));
        }
    }

    /// <summary><c>op_rpc_call(binding, number, target, path, bytes, bodies, mayAbort)</c>: a promise of the bytes of what the method returned or threw; see Web/Rpc/calls.js.</summary>
    private static void Call(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = OwnerOf(isolate, in call);
        int binding = call.GetInt32(0);
        IIsolateTarget target = TargetOf(isolate, owner, binding);
        Send(isolate, in call, owner, target, $"rpc://{target.Name}", isolate.Bindings.ContextOf(binding));
    }

    /// <summary><c>op_stub_call(stub, number, "", path, bytes, bodies, mayAbort)</c>: the same of a stub.</summary>
    private static void CallStub(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = OwnerOf(isolate, in call);
        HeldStub stub = StubOps.Find(isolate, call.GetInt32(0));
        CheckDepth(owner, stub);
        Send(isolate, in call, owner, stub, stub.Address, context: null);
    }

    private static Invocation OwnerOf(TenantIsolate isolate, in V8OpCall call) => isolate.Find(call.Scope.CurrentRequest)
        ?? throw new V8OpException(V8ErrorClass.Error, "A service was called for a request that has ended; ctx.waitUntil() keeps one going.");

    private static void Send(TenantIsolate isolate, in V8OpCall call, Invocation owner, IIsolateTarget target, string address, BindingContext? context)
    {
        BindingUse use = owner.UseBindings();
        int number = call.GetInt32(1);
        EdgeRequest request = RequestOf(in call, owner, address);
        CallNote? note = context is null ? null : new CallNote(use, context, isolate.Time, request.Event!.Arguments.Length);
        CancellationToken ended = call.GetBoolean(6) ? use.BeginAbortable(number) : use.Ended;
        PendingOp<InvocationResult>.Return(
            isolate,
            in call,
            owner.SendAsync(() => SendAsync(target, request, ended)),
            (in scope, result) =>
            {
                use.EndAbortable(number);
                isolate.Work.Charge(owner, result.CpuTime);
                if (result.Outcome == InvocationOutcome.Ok)
                {
                    note?.Succeeded(result.Reply?.Bytes.Length ?? 0);
                }
                else
                {
                    note?.Failed();
                }

                EventReply reply = result.Reply ?? throw target.FailureOf(result);
                use.Received(number, EventBodies.Receive(owner, reply.Bodies, isAnswer: true));
                V8Value bytes = scope.Bytes(reply.Bytes.Span);
                return bytes.Exists ? bytes : throw Web.Fetch.BodyErrors.NoMemory;
            },
            dropped: static result => EventBodies.Drop(result.Reply));
    }

    // A property that is read has no arguments at all; a call has at least the bytes of an empty list.
    private static EdgeRequest RequestOf(in V8OpCall call, Invocation owner, string address)
    {
        string path = call.GetString(3);
        return new EdgeRequest
        {
            Method = "RPC",
            Url = $"{address}/{path.Replace('\n', '.')}",
            Depth = owner.Depth + 1,
            Event = new IsolateEvent("rpc", call.GetString(2), path)
            {
                Arguments = call.IsNullOrUndefined(4) ? default : call.GetBytes(4).ToArray(),
                CallerOver = owner.Stubs.Over,
                Bodies = EventBodies.Send(owner, call.GetString(5), isAnswer: false),
            },
        };
    }

    private static async Task<InvocationResult> SendAsync(IIsolateTarget target, EdgeRequest request, CancellationToken ended)
    {
        bool hasArrived = false;
        try
        {
            InvocationResult result = await target.SendAsync(request, ended);
            hasArrived = result.IsolateId.Length > 0;
            return result;
        }
        finally
        {
            if (!hasArrived)
            {
                EventBodies.Drop(request.Event!.Bodies);
            }
        }
    }

    /// <summary><c>op_rpc_bodies(number)</c>: the streams and stubs of the answer to a call; once.</summary>
    private static void Bodies(TenantIsolate isolate, in V8OpCall call) =>
        call.Return(isolate.Find(call.Scope.CurrentRequest)?.Bindings?.TakeReceived(call.GetInt32(0)) ?? "");

    /// <summary><c>op_rpc_abort(number)</c>: gives a call up.</summary>
    private static void Abort(TenantIsolate isolate, in V8OpCall call) => isolate.Find(call.Scope.CurrentRequest)?.Bindings?.Abort(call.GetInt32(0));

    /// <summary><c>op_event_answer(requestId, bytes, bodies)</c>: what the handler returned. False when nobody waits for it any more.</summary>
    private static void Answer(TenantIsolate isolate, in V8OpCall call)
    {
        var invocation = isolate.Find(call.GetInt32(0)) as FetchInvocation;
        invocation?.Answer(Reply(invocation, in call, 1));
        call.Return(invocation is not null);
    }

    /// <summary><c>op_event_fail(requestId, error, bytes, bodies)</c>: what it threw.</summary>
    private static void Fail(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Find(call.GetInt32(0)) is FetchInvocation invocation)
        {
            invocation.Fail(call.Scope.Describe(call.GetValue(1)).ToEdgeError(isolate), Reply(invocation, in call, 2));
        }
    }

    private static EventReply Reply(Invocation owner, in V8OpCall call, int at) =>
        new(call.GetBytes(at).ToArray(), EventBodies.Send(owner, call.GetString(at + 1), isAnswer: true));
}
