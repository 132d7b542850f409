using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.KeyValue;

/// <summary>Namespaces of keys and values: <c>{ "type": "kv", "id": "users" }</c> gives <c>env.NAME</c> the shape of Workers' <c>KVNamespace</c>.</summary>
internal sealed partial class KeyValueBindingProvider(NodeKeyValues values, TimeProvider time, ILogger<KeyValueBindingProvider> logger) : IBindingProvider
{
    public string Type => "kv";

    public IReadOnlyCollection<string> SettingNames => ["id"];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (!IsNamespace(binding.GetText("id") ?? ""))
        {
            yield return "a binding of type kv has an \"id\", the namespace: letters, digits and _ - . at most 64. Functions that name the same one share its entries.";
        }
    }

    /// <summary>Whether a text may name a namespace.</summary>
    public static bool IsNamespace(string id) => NamespaceId().IsMatch(id);

    public IBinding Open(BindingContext context) => new KeyValueBinding(context.Binding.GetText("id")!, values, time, logger);

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceId();
}
