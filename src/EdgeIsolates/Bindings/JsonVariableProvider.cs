using System.Text.Json;

namespace EdgeIsolates.Bindings;

/// <summary>A variable that is any JSON value: <c>{ "type": "json", "value": … }</c>. The script side makes it; there is nothing to call.</summary>
internal sealed class JsonVariableProvider : IBindingProvider
{
    public string Type => "json";

    public IReadOnlyCollection<string> SettingNames => ["value"];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (!binding.Settings.TryGetProperty("value", out JsonElement _))
        {
            yield return "a variable of type json has a value.";
        }
    }

    public IBinding Open(BindingContext context) => new ValueBinding(context.Binding.Settings.GetProperty("value"));
}
