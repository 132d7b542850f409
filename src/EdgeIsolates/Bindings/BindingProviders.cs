using EdgeIsolates.Bindings.Caching;

namespace EdgeIsolates.Bindings;

/// <summary>The host's binding providers by their type.</summary>
internal sealed class BindingProviders
{
    private readonly Dictionary<string, IBindingProvider> _providers = new(StringComparer.Ordinal);

    /// <summary>Of two providers of one type the last registered counts, as with all services.</summary>
    public BindingProviders(IEnumerable<IBindingProvider> providers, NodeResponses responses, ResponseCache memory, EdgeIsolatesOptions options, TimeProvider time)
    {
        OpenCaches = function => new CachesBinding(function, responses, memory, options.Cache, time);
        foreach (IBindingProvider provider in providers)
        {
            _providers[provider.Type] = provider;
        }
    }

    /// <summary>Opens the Cache API of a function: a binding that every function has, not in <c>env</c> but as the global <c>caches</c>.</summary>
    public Func<string, IBinding> OpenCaches { get; }

    /// <summary>What is wrong with the bindings of a configuration.</summary>
    public IEnumerable<string> Check(FunctionConfig config)
    {
        foreach ((string name, FunctionBinding binding) in config.Bindings)
        {
            if (!IsName(name))
            {
                yield return $"The binding \"{name}\" is no name that scripts can write: letters, digits, _ and $, not beginning with a digit.";
            }
            else if (config.EnvVars.ContainsKey(name))
            {
                yield return $"{name} stands in envVars and in bindings; env has one {name}.";
            }
            else if (!_providers.TryGetValue(binding.Type, out IBindingProvider? provider))
            {
                yield return $"The binding {name} is of type \"{binding.Type}\", and this host has no provider for it. It has: {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}.";
            }
            else
            {
                foreach (string fault in UnknownSettings(provider, binding).Concat(provider.Check(name, binding)))
                {
                    yield return $"The binding {name}: {fault}";
                }
            }
        }
    }

    /// <summary>Opens a binding. One that no provider of this host knows any more answers each call with an error.</summary>
    public IBinding Open(BindingContext context) =>
        _providers.TryGetValue(context.Binding.Type, out IBindingProvider? provider) ? provider.Open(context) : new MissingBinding(context);

    private static IEnumerable<string> UnknownSettings(IBindingProvider provider, FunctionBinding binding)
    {
        if (provider.SettingNames is not { } known)
        {
            return [];
        }

        string has = known.Count == 0 ? "no settings" : $"these settings: {string.Join(", ", known)}";
        return binding.Settings.EnumerateObject()
            .Where(setting => setting.Name != "type" && !known.Contains(setting.Name))
            .Select(setting => $"\"{setting.Name}\" is no setting of a binding of type {provider.Type}, which has {has}.");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
}
