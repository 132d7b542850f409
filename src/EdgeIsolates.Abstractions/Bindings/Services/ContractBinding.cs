namespace EdgeIsolates;

/// <summary>A binding whose calls go to a service by its generated contract.</summary>
internal sealed class ContractBinding(EdgeBindingContract contract) : IBinding
{
    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) => contract.CallAsync(call, cancellationToken);
}
