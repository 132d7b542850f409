using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Bindings;

// Service bindings: { "type": "service", "service": "auth", "entrypoint": "Admin", "props": { … } }.
//
// 1. The callee is looked up by name at each call: it may be deployed later, and a new version of it answers at once. While there is none, calls fail with a clear error.
// 2. Budgets nest: the callee has its own, and the CPU time that it used is charged to its caller too; when the caller ends, what it called is cancelled.
// 3. Depth is limited, so that functions that call each other in a circle end with an error and not with the memory.
internal sealed class ServiceBindingProvider(IServiceProvider services) : IBindingProvider
{
    public string Type => "service";

    public IReadOnlyCollection<string> SettingNames => ["service", "entrypoint", "props"];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (string.IsNullOrEmpty(binding.GetText("service")))
        {
            yield return "a service binding names its function as service.";
        }

        if (PropsOf(binding) is { ValueKind: not JsonValueKind.Object })
        {
            yield return "the props of a service binding are an object.";
        }
    }

    public IBinding Open(BindingContext context) => new ServiceBinding(
        context.Binding.GetText("service") ?? "",
        context.Binding.GetText("entrypoint") ?? "",
        PropsOf(context.Binding)?.GetRawText(),
        services.GetRequiredService<EdgeRuntime>);

    private static JsonElement? PropsOf(FunctionBinding binding) =>
        binding.Settings.ValueKind == JsonValueKind.Object && binding.Settings.TryGetProperty("props", out JsonElement props) ? props : null;
}
