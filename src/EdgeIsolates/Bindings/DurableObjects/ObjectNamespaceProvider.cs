using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>
/// Bindings to the objects of a class: <c>{ "type": "durable_object_namespace", "class_name": "Counter" }</c>, with <c>script_name</c> when the class is another function's.
/// </summary>
internal sealed class ObjectNamespaceProvider(IServiceProvider services) : IBindingProvider
{
    public const string TypeName = "durable_object_namespace";
    public const string ClassSetting = "class_name";
    public const string FunctionSetting = "script_name";

    public string Type => TypeName;

    public IReadOnlyCollection<string> SettingNames => [ClassSetting, FunctionSetting];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (string.IsNullOrEmpty(binding.GetText(ClassSetting)))
        {
            yield return $"a namespace of Durable Objects names its class as {ClassSetting}.";
        }

        if (services.GetService<IDurableObjectStore>() is null)
        {
            yield return "this host has no store for Durable Objects; it needs AddSqliteDurableObjects.";
        }
    }

    public IBinding Open(BindingContext context) => new ObjectNamespaceBinding(
        context.Binding.GetText(FunctionSetting) ?? context.FunctionName,
        context.Binding.GetText(ClassSetting) ?? "",
        services.GetRequiredService<ObjectHost>);

    /// <summary>What is wrong with a configuration's classes and with the bindings that name them.</summary>
    public static IEnumerable<string> CheckClasses(string functionName, FunctionConfig config)
    {
        ObjectClasses classes = ObjectClasses.Of(functionName, config.Migrations);
        foreach (string fault in classes.Faults)
        {
            yield return fault;
        }

        foreach ((string name, FunctionBinding binding) in config.Bindings)
        {
            string? owner = binding.GetText(FunctionSetting);
            if (binding.Type == TypeName && (owner is null || owner == functionName) && binding.GetText(ClassSetting) is { } className && classes.NamespaceOf(className) is null)
            {
                yield return $"The binding {name} names the class \"{className}\", which the migrations do not make: add {{ \"tag\": \"v1\", \"new_sqlite_classes\": [\"{className}\"] }}.";
            }
        }
    }
}
