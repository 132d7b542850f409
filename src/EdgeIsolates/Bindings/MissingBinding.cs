namespace EdgeIsolates.Bindings;

/// <summary>A binding of a type that this host has no provider for: the function was deployed to another one.</summary>
internal sealed class MissingBinding(BindingContext context) : IBinding
{
    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) =>
        throw new BindingException($"The binding {context.Name} is of type \"{context.Binding.Type}\", and this host has no provider for it.");
}
