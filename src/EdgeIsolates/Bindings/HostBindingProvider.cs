namespace EdgeIsolates.Bindings;

/// <summary>The host's own services: <c>{ "type": "host", "name": "inventory" }</c>. A binding that names none has its own name.</summary>
internal sealed class HostBindingProvider(IEnumerable<HostBinding> bindings, IServiceProvider services) : IBindingProvider
{
    private readonly Dictionary<string, HostBinding> _bindings = bindings.GroupBy(static binding => binding.Name).ToDictionary(static group => group.Key, static group => group.Last(), StringComparer.Ordinal);

    public string Type => "host";

    public IReadOnlyCollection<string> SettingNames => ["name"];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        string wanted = NameOf(name, binding);
        if (!_bindings.ContainsKey(wanted))
        {
            yield return _bindings.Count == 0
                ? $"this host offers no services of its own, and so none named {wanted}."
                : $"this host offers no service named {wanted}. It offers: {string.Join(", ", _bindings.Keys.Order(StringComparer.Ordinal))}.";
        }
    }

    public IBinding Open(BindingContext context) =>
        _bindings.TryGetValue(NameOf(context.Name, context.Binding), out HostBinding? binding) ? binding.Open(services, context) : new MissingBinding(context);

    private static string NameOf(string name, FunctionBinding binding) => binding.GetText("name") ?? name;
}
