using EdgeIsolates.Bindings;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Outbound;

/// <summary>The host's side of <c>fetch</c>: one hop. Redirects are followed by the script side.</summary>
internal static class FetchOps
{
    // The script side has parsed it by the standard; servers compute signatures over what is sent.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static IReadOnlyList<Op> All { get; } = [new("op_fetch_send", Send), new("op_fetch_abort", Abort)];

    /// <summary>
    /// <c>op_fetch_send(number, method, url, headersText, body, bodyLength, service)</c>, the body a string, bytes, the number of a body or <c>null</c>, its length -1 when not
    /// known; the service the number of a binding, -1 for the network: a promise of the text "status\nbody\nlength\nstatusText\nheaders", the body a number or 0.
    /// </summary>
    private static void Send(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = isolate.Find(call.Scope.CurrentRequest)
            ?? throw new V8OpException(V8ErrorClass.TypeError, "fetch failed: the request that it belongs to has ended");
        int number = call.GetInt32(0);
        OutboundRequest request = Request(isolate, in call);
        int service = call.GetInt32(6);
        CallNote? note = service < 0 ? null : new CallNote(owner.UseBindings(), isolate.Bindings.ContextOf(service), isolate.Time, request.Body.Length);
        Subrequests subrequests = owner.Subrequests ??= new Subrequests(isolate.Limits);
        OutboundCall outbound = subrequests.Add(number);
        IOutboundHandler handler = service < 0 ? isolate.Outbound : new ServiceOutbound(RpcOps.TargetOf(isolate, owner, service), owner);
        Task<EdgeResponse> answer = owner.SendAsync(() => outbound.SendAsync(handler, request, (owner as FetchInvocation)?.Activity));
        PendingOp<EdgeResponse>.Return(
            isolate,
            in call,
            answer,
            (in scope, response) =>
            {
                note?.Succeeded(response.Body.Length);
                subrequests.Remove(number);
                return scope.String(ScriptValues.Describe(owner, response));
            },
            () => note?.Failed());
    }

    /// <summary><c>op_fetch_abort(number)</c>.</summary>
    private static void Abort(TenantIsolate isolate, in V8OpCall call) =>
        isolate.Find(call.Scope.CurrentRequest)?.Subrequests?.Cancel(call.GetInt32(0));

    private static OutboundRequest Request(TenantIsolate isolate, in V8OpCall call)
    {
        if (!Uri.TryCreate(call.GetString(2), in AsWritten, out Uri? url))
        {
            throw new V8OpException(V8ErrorClass.TypeError, $"fetch failed: the address {call.GetString(2)} cannot be connected to");
        }

        var request = new OutboundRequest
        {
            Function = isolate.Function,
            Method = call.GetString(1),
            Url = url,
            Headers = [.. HeaderText.Split(call.GetString(3)).Where(header => MayBeSent(header.Key))],
            HasBody = !call.IsNullOrUndefined(4),
            Limits = isolate.Limits,
        };
        if (request is { Method: "GET", HasBody: false } && AsksForWebSocket(call.GetString(3)))
        {
            request = request with { IsWebSocket = true, Headers = [.. request.Headers, new("Upgrade", "websocket")] };
        }

        double length = call.GetDouble(5);
        return call switch
        {
            _ when !request.HasBody => request,
            _ when call.IsString(4) => request with { Body = call.GetUtf8(4) },
            _ when call.IsBytes(4) => request with { Body = call.GetBytes(4).ToArray() },
            _ => request with { BodyReader = ScriptValues.TakeBody(isolate, call.GetInt32(4), ref length), BodyLength = length < 0 ? null : (long)length },
        };
    }

    private static bool AsksForWebSocket(string headers) =>
        headers.Contains("upgrade", StringComparison.OrdinalIgnoreCase)
        && HeaderText.Split(headers).Any(static header =>
            header.Key.Equals("Upgrade", StringComparison.OrdinalIgnoreCase) && header.Value.Equals("websocket", StringComparison.OrdinalIgnoreCase));

    /// <summary>The connection is the host's.</summary>
    private static bool MayBeSent(string name) =>
        !HopByHopHeaders.Contains(name)
        && !name.Equals("Host", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Expect", StringComparison.OrdinalIgnoreCase);
}
