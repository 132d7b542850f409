using System.Text.Json;

namespace EdgeIsolates.Bindings;

/// <summary>A binding that is a plain value for scripts.</summary>
internal sealed class ValueBinding(JsonElement value) : IBinding
{
    public JsonElement Value { get; } = value;

    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) =>
        throw new BindingException($"{call.Context.Name} is a value and has no methods.");
}
