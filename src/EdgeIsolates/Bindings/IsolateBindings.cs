using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Bindings;

/// <summary>The bindings of one isolate, known to its scripts by their numbers.</summary>
internal sealed class IsolateBindings : IDisposable
{
    /// <summary>The number of the Cache API.</summary>
    private const int Caches = -1;

    private readonly BindingContext[] _contexts;
    private readonly IBinding[] _bindings;
    private readonly BindingContext _cachesContext;
    private readonly IBinding _caches;

    private static readonly FunctionBinding CachesSettings = FunctionBinding.Parse("""{ "type": "caches" }""");

    public IsolateBindings(EdgeFunction function, BindingProviders providers, string region)
    {
        _contexts =
        [
            .. function.Config.Bindings.Select(named => Context(named.Key, named.Value)),
        ];
        _bindings = Array.ConvertAll(_contexts, providers.Open);
        _cachesContext = Context("caches", CachesSettings);
        _caches = providers.OpenCaches(function.Name);

        BindingContext Context(string name, FunctionBinding binding) => new()
        {
            Name = name,
            Binding = binding,
            FunctionName = function.Name,
            FunctionVersion = function.Version,
            DeployedAt = function.DeployedAt,
            Region = region,
        };
    }

    /// <summary>Whose binding it is.</summary>
    public BindingContext ContextOf(int number) => number == Caches ? _cachesContext : _contexts[number];

    public bool TryFind(int number, out IBinding binding)
    {
        if (number == Caches)
        {
            binding = _caches;
            return true;
        }

        bool exists = number >= 0 && number < _bindings.Length;
        binding = exists ? _bindings[number] : null!;
        return exists;
    }

    /// <summary>What the script side needs to make <c>env</c> of them: their names, types and settings, in the order of their numbers; empty when there are none.</summary>
    public string ToJson()
    {
        if (_contexts.Length == 0)
        {
            return "";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            for (int i = 0; i < _contexts.Length; i++)
            {
                BindingContext context = _contexts[i];
                writer.WriteStartObject();
                writer.WriteString("name", context.Name);
                writer.WriteString("type", context.Binding.Type);
                writer.WritePropertyName("settings");
                (_bindings[i] is ValueBinding { Value: var value } ? value : context.Binding.Settings).WriteTo(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void Dispose()
    {
        foreach (IBinding binding in _bindings)
        {
            (binding as IDisposable)?.Dispose();
        }
    }
}
