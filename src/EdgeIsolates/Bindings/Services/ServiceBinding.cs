namespace EdgeIsolates.Bindings;

/// <summary>Another function of this host, called in process: no HTTP, no network. <c>props</c>: the JSON of what its entrypoint finds in <c>ctx.props</c>.</summary>
internal sealed class ServiceBinding(string service, string entrypoint, string? props, Func<EdgeRuntime> runtime) : IBinding, IIsolateTarget
{
    public string Name => entrypoint.Length == 0 ? service : $"{service}#{entrypoint}";

    public ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken) =>
        runtime().CallAsync(
            service,
            request.Event is { } told
                ? request with { PropsJson = props, Event = told with { Target = entrypoint } }
                : request with { PropsJson = props, Entrypoint = entrypoint },
            cancellationToken);

    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) =>
        throw new BindingException("TypeError", $"{call.Context.Name} is another function: call its methods, or fetch().");
}
