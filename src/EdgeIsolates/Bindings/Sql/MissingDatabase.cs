namespace EdgeIsolates.Bindings.Sql;

/// <summary>A database that this host does not know: the function was deployed to another one.</summary>
internal sealed class MissingDatabase(string id) : IBinding
{
    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) =>
        throw new BindingException($"this host has no SQL database '{id}'.");
}
