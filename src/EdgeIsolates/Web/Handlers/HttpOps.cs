using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Handlers;

/// <summary>How the script side answers a request. An answer for a request that has ended is ignored.</summary>
internal static class HttpOps
{
    private const int LowestStatus = 200;
    private const int HighestStatus = 599;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_http_respond", Respond),
        new("op_http_fail", Fail),
        new("op_http_wait", Wait),
        new("op_http_wait_failed", WaitFailed),
        new("op_http_pass_through", PassThrough),
    ];

    /// <summary><c>op_http_respond(requestId, status, statusText, headersText, body)</c>, the body a string, a <c>Uint8Array</c> or <c>null</c>.</summary>
    private static void Respond(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call) is not { } invocation)
        {
            return;
        }

        int status = call.GetInt32(1);
        if (status is < LowestStatus or > HighestStatus)
        {
            throw new V8OpException(V8ErrorClass.RangeError, $"The status {status} is not one of {LowestStatus} to {HighestStatus}.");
        }

        byte[] body = Body(in call);
        if (body.Length > isolate.Limits.ResponseBodyBytes)
        {
            invocation.Fail(LimitErrors.ResponseBody(body.Length, isolate.Limits.ResponseBodyBytes));
            return;
        }

        invocation.Answer(new EdgeResponse
        {
            Status = status,
            StatusText = call.GetString(2),
            Headers = HeaderText.Split(call.GetString(3)),
            Body = body,
        });
    }

    /// <summary><c>op_http_fail(requestId, error)</c>: the handler threw, or rejected, whatever it threw.</summary>
    private static void Fail(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call) is { } invocation)
        {
            invocation.Fail(call.Scope.Describe(call.GetValue(1)).ToEdgeError());
        }
    }

    /// <summary><c>op_http_wait(requestId, delta)</c>: a <c>waitUntil</c> promise opened (+1) or settled (-1).</summary>
    private static void Wait(TenantIsolate isolate, in V8OpCall call) => Find(isolate, in call)?.CountWait(Math.Sign(call.GetInt32(1)));

    /// <summary><c>op_http_wait_failed(requestId, error)</c>: a <c>waitUntil</c> promise rejected.</summary>
    private static void WaitFailed(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call) is { } invocation)
        {
            EdgeError error = call.Scope.Describe(call.GetValue(1)).ToEdgeError();
            isolate.Log.Write(invocation, FunctionLogLevel.Error, $"A promise given to waitUntil rejected: {error.Name}: {error.Message}", error);
        }
    }

    /// <summary><c>op_http_pass_through(requestId)</c>: on failure the host goes on as if there were no function.</summary>
    private static void PassThrough(TenantIsolate isolate, in V8OpCall call) => Find(isolate, in call)?.PassThrough();

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
