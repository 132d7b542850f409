using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web.Fetch;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Web.Handlers;

/// <summary>How the script side answers a request. An answer for a request that has ended is ignored.</summary>
internal static class HttpOps
{
    private const int SwitchingProtocols = 101;
    private const int LowestStatus = 200;
    private const int HighestStatus = 599;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_http_respond", Respond),
        new("op_http_fail", Fail),
        new("op_http_wait", Wait),
        new("op_http_wait_failed", WaitFailed),
        new("op_http_pass_through", PassThrough),
        new("op_http_watch", Watch),
        new("op_http_cf", Cf),
        new("op_http_props", Props),
    ];

    /// <summary>
    /// <c>op_http_respond(requestId, status, statusText, headersText, body, length)</c>, the body a string, a <c>Uint8Array</c>, the number of a body or
    /// <c>null</c>; the length is that of a numbered body, -1 or absent when not known. With status 101 the body is the number of a socket.
    /// </summary>
    private static void Respond(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call) is not { } invocation)
        {
            return;
        }

        int status = call.GetInt32(1);
        if (status == SwitchingProtocols)
        {
            RespondSocket(invocation, in call);
            return;
        }

        if (status is < LowestStatus or > HighestStatus)
        {
            throw new V8OpException(V8ErrorClass.RangeError, $"The status {status} is not one of {LowestStatus} to {HighestStatus}.");
        }

        var response = new EdgeResponse
        {
            Status = status,
            StatusText = call.GetString(2),
            Headers = HeaderText.Split(call.GetString(3)),
        };
        if (call.IsNullOrUndefined(4) || call.IsString(4) || call.IsBytes(4))
        {
            RespondWhole(invocation, response with { Body = Body(in call) });
        }
        else
        {
            RespondPieces(invocation, response, in call);
        }
    }

    private static void RespondSocket(FetchInvocation invocation, in V8OpCall call) => invocation.Answer(new EdgeResponse
    {
        Status = SwitchingProtocols,
        StatusText = call.GetString(2),
        Headers = HeaderText.Split(call.GetString(3)),
        WebSocket = SocketOps.TakeOut(invocation.Isolate, call.GetInt32(4)),
    });

    private static void RespondWhole(FetchInvocation invocation, EdgeResponse response)
    {
        int mostBytes = invocation.Isolate.Limits.ResponseBodyBytes;
        if (response.Body.Length > mostBytes)
        {
            invocation.Fail(LimitErrors.ResponseBody(response.Body.Length, mostBytes));
        }
        else
        {
            invocation.Answer(response);
        }
    }

    private static void RespondPieces(FetchInvocation invocation, EdgeResponse response, in V8OpCall call)
    {
        int number = call.GetInt32(4);
        BodyTable bodies = invocation.Isolate.Bodies;
        if (bodies.TryFind(number, out OutgoingBody? outgoing))
        {
            double length = call.GetDouble(5);
            invocation.Answer(response with { BodyReader = outgoing.Reader, BodyLength = length < 0 ? null : (long)length }, outgoing);
        }
        else if (bodies.TryFind(number, out IncomingBody? incoming))
        {
            // Nobody looked at it: the host copies it from one side to the other.
            bodies.Remove(number);
            invocation.Answer(response with { BodyReader = incoming.Detach(), BodyLength = incoming.Length });
        }
        else
        {
            throw BodyErrors.Gone;
        }
    }

    /// <summary><c>op_http_fail(requestId, error)</c>: the handler threw, or rejected, whatever it threw.</summary>
    private static void Fail(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call) is { } invocation)
        {
            invocation.Fail(call.Scope.Describe(call.GetValue(1)).ToEdgeError(isolate));
        }
    }

    /// <summary><c>op_http_wait(requestId, delta)</c>: a <c>waitUntil</c> promise opened (+1) or settled (-1).</summary>
    private static void Wait(TenantIsolate isolate, in V8OpCall call) => Find(isolate, in call)?.CountWait(Math.Sign(call.GetInt32(1)));

    /// <summary><c>op_http_wait_failed(requestId, error)</c>: a <c>waitUntil</c> promise rejected.</summary>
    private static void WaitFailed(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call) is { } invocation)
        {
            EdgeError error = call.Scope.Describe(call.GetValue(1)).ToEdgeError(isolate);
            isolate.Log.Write(invocation, FunctionLogLevel.Error, $"A promise given to waitUntil rejected: {error.Name}: {error.Message}", error);
        }
    }

    /// <summary><c>op_http_pass_through(requestId)</c>: on failure the host goes on as if there were no function.</summary>
    private static void PassThrough(TenantIsolate isolate, in V8OpCall call) => Find(isolate, in call)?.PassThrough();

    /// <summary><c>op_http_watch(requestId)</c>: the script wants <c>entry.abortRequest</c> when the caller goes, and <c>entry.forgetRequest</c> at the end. False: it has ended.</summary>
    private static void Watch(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation? invocation = isolate.Find(call.GetInt32(0));
        invocation?.HasScriptState = true;
        call.Return(invocation is not null);
    }

    /// <summary><c>op_http_cf(requestId)</c>: the JSON of <c>request.cf</c>, or <c>null</c>.</summary>
    private static void Cf(TenantIsolate isolate, in V8OpCall call) => call.Return(Find(isolate, in call)?.CfJson);

    /// <summary><c>op_http_props(requestId)</c>: the JSON of <c>ctx.props</c>, or <c>null</c>.</summary>
    private static void Props(TenantIsolate isolate, in V8OpCall call) => call.Return(Find(isolate, in call)?.PropsJson);

    private static FetchInvocation? Find(TenantIsolate isolate, in V8OpCall call) => isolate.Find(call.GetInt32(0)) as FetchInvocation;

    private static byte[] Body(in V8OpCall call)
    {
        if (call.IsNullOrUndefined(4))
        {
            return [];
        }

        return call.IsString(4) ? call.GetUtf8(4) : call.GetBytes(4).ToArray();
    }
}
