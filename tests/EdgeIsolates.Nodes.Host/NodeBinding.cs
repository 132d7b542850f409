using System.Globalization;

namespace EdgeIsolates.Nodes.Host;

/// <summary>Tells a function which process it runs in.</summary>
internal sealed class NodeBinding : IBinding
{
    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(BindingValue.Of(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
}
