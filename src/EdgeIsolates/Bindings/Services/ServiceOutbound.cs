using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings;

/// <summary>A <c>fetch</c> that another function answers instead of the network.</summary>
internal sealed class ServiceOutbound(IIsolateTarget target, Invocation owner) : IOutboundHandler
{
    public async Task<EdgeResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        var inner = new EdgeRequest
        {
            Method = request.Method,
            Url = request.Url.OriginalString,
            Headers = request.Headers,
            HasBody = request.HasBody,
            Body = request.Body,
            BodyReader = request.BodyReader,
            Depth = owner.Depth + 1,
        };
        InvocationResult result = await target.SendAsync(inner, cancellationToken);
        owner.Isolate.Work.Charge(owner, result.CpuTime);
        return result.Response ?? throw FailureOf(result);
    }

    private Exception FailureOf(InvocationResult result) => result switch
    {
        { Outcome: InvocationOutcome.Canceled } => new OperationCanceledException(),
        { Outcome: InvocationOutcome.Exception, Error: { } error } => new V8.V8OpException(V8.V8ErrorClass.Error, $"{error.Name}: {error.Message}"),
        _ => target.FailureOf(result),
    };
}
