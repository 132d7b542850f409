namespace EdgeIsolates.Bindings.Objects;

/// <summary>A bucket that this host does not know: the function was deployed to another one.</summary>
internal sealed class MissingBucket(string name) : IBinding
{
    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) =>
        throw new BindingException($"This host has no bucket '{name}'.");
}
