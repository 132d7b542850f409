using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Fetch;

/// <summary>Bodies that pass between the host and a script piece by piece, each known by a number.</summary>
internal static class BodyOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_body_read", Read),
        new("op_body_gather", Gather),
        new("op_body_cancel", Cancel),
        new("op_body_open", Open),
        new("op_body_write", Write),
        new("op_body_close", Close),
        new("op_body_fail", Fail),
    ];

    /// <summary><c>op_body_read(body)</c>: a promise of the next <c>Uint8Array</c>, <c>null</c> at the end.</summary>
    private static void Read(TenantIsolate isolate, in V8OpCall call)
    {
        IncomingBody body = Find<IncomingBody>(isolate, in call);
        PendingOp<IncomingBody>.Return(isolate, in call, body.FillAsync(), static (in scope, body) => body.TakeChunk(in scope));
    }

    /// <summary><c>op_body_gather(body)</c>: a promise of one <c>Uint8Array</c> of all that is left.</summary>
    private static void Gather(TenantIsolate isolate, in V8OpCall call)
    {
        IncomingBody body = Find<IncomingBody>(isolate, in call);
        PendingOp<ReadOnlyMemory<byte>>.Return(isolate, in call, body.GatherAsync(isolate.TryChargeMemory), (in scope, bytes) =>
        {
            Let(isolate, body);
            V8Value value = scope.Bytes(bytes.Span);
            return value.Exists ? value : throw BodyErrors.NoMemory;
        });
    }

    /// <summary><c>op_body_cancel(body)</c>: nobody wants the rest.</summary>
    private static void Cancel(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Bodies.TryFind(call.GetInt32(0), out HostBody? body))
        {
            Let(isolate, body);
        }
    }

    /// <summary><c>op_body_open()</c>: a body that the script will send; 0 when its request has ended.</summary>
    private static void Open(TenantIsolate isolate, in V8OpCall call) =>
        call.Return(isolate.Find(call.Scope.CurrentRequest) is { } owner ? isolate.Bodies.Add(new OutgoingBody(owner)) : 0);

    /// <summary><c>op_body_write(body, chunk)</c>: whether somebody still wants more, or a promise of that when there is no room now.</summary>
    private static void Write(TenantIsolate isolate, in V8OpCall call)
    {
        if (!isolate.Bodies.TryFind(call.GetInt32(0), out OutgoingBody? body))
        {
            call.Return(false);
            return;
        }

        ValueTask<bool> write = body.WriteAsync(call.GetBytes(1));
        if (write.IsCompletedSuccessfully)
        {
            call.Return(write.Result);
            return;
        }

        PendingOp<bool>.Return(isolate, in call, write.AsTask(), static (in scope, isWanted) => scope.Boolean(isWanted));
    }

    /// <summary><c>op_body_close(body)</c>: that was all.</summary>
    private static void Close(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Bodies.TryFind(call.GetInt32(0), out OutgoingBody? body))
        {
            isolate.Bodies.Remove(body.Id);
            body.Close();
        }
    }

    /// <summary><c>op_body_fail(body, error)</c>: the script failed on the way.</summary>
    private static void Fail(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Bodies.TryFind(call.GetInt32(0), out OutgoingBody? body))
        {
            isolate.Bodies.Remove(body.Id);
            body.Fail(call.Scope.Describe(call.GetValue(1)).ToEdgeError(isolate));
        }
    }

    private static T Find<T>(TenantIsolate isolate, in V8OpCall call)
        where T : HostBody => isolate.Bodies.TryFind(call.GetInt32(0), out T? body) ? body : throw BodyErrors.Gone;

    private static void Let(TenantIsolate isolate, HostBody body)
    {
        isolate.Bodies.Remove(body.Id);
        body.Drop();
    }
}
