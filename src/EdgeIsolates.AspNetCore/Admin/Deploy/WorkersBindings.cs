using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeIsolates.AspNetCore;

/// <summary>The list <c>bindings</c> of a Workers upload, sorted into variables, secrets and the bindings that this runtime has.</summary>
internal sealed class WorkersBindings(FunctionVersion? present, string? tag, List<string> faults)
{
    private static readonly Dictionary<string, WorkersBindingType> Types = new(StringComparer.Ordinal)
    {
        ["kv_namespace"] = new("kv", ("namespace_id", "id")),
        ["d1"] = new("d1", ("id", "id"), ("database_id", "id")),
        ["r2_bucket"] = new("r2", ("bucket_name", "bucket_name")),
        ["queue"] = new("queue", ("queue_name", "queue"), ("queue", "queue")),
        ["service"] = new("service", ("service", "service"), ("entrypoint", "entrypoint"), ("props", "props")),
        ["durable_object_namespace"] = new("durable_object_namespace", ("class_name", "class_name"), ("script_name", "script_name")),
        ["ratelimit"] = new("ratelimit", ("namespace_id", "namespace_id"), ("simple", "simple")),
        ["json"] = new("json", ("json", "value"), ("value", "value")),
        ["version_metadata"] = new("version_metadata"),
        ["host"] = new("host", ("service", "name")),
    };

    /// <summary>What wrangler says beside, for other servers than this one.</summary>
    private static readonly HashSet<string> Beside = ["type", "name", "raw", "internalEnv", "database_name", "cross_account_grant"];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public Dictionary<string, string> EnvVars { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FunctionBinding> Bindings { get; } = new(StringComparer.Ordinal);

    public void Read(IReadOnlyList<JsonElement> bindings)
    {
        foreach (JsonElement binding in bindings)
        {
            if (TextOf(binding, "name") is not { Length: > 0 } name || TextOf(binding, "type") is not { } type)
            {
                faults.Add("Each of the bindings is an object with a name and a type.");
            }
            else if (!_names.Add(name))
            {
                faults.Add($"Two of the bindings are named {name}.");
            }
            else
            {
                Add(name, type, binding);
            }
        }
    }

    /// <summary>Takes over what the live version has of these types and the upload does not say.</summary>
    public void Keep(IReadOnlyList<string?> types)
    {
        if (types.Contains("plain_text"))
        {
            foreach ((string name, string value) in present?.Config.EnvVars ?? EnvVars)
            {
                EnvVars.TryAdd(name, value);
            }
        }

        HashSet<string> kept = [.. types.OfType<string>().Select(static type => Types.GetValueOrDefault(type)?.Type ?? type)];
        foreach ((string name, FunctionBinding binding) in present?.Config.Bindings ?? Bindings)
        {
            if (kept.Contains(binding.Type) && !_names.Contains(name))
            {
                Bindings.TryAdd(name, binding);
            }
        }
    }

    private void Add(string name, string type, JsonElement binding)
    {
        switch (type)
        {
            case "plain_text":
                AddText(EnvVars, name, binding);
                break;
            case "secret_text":
                AddText(Secrets, name, binding);
                break;
            case "inherit":
                Inherit(name, TextOf(binding, "old_name") ?? name);
                break;
            default:
                Bindings[name] = FunctionBinding.Parse(Translated(name, type, binding).ToJsonString());
                break;
        }
    }

    private void AddText(Dictionary<string, string> texts, string name, JsonElement binding)
    {
        if (TextOf(binding, "text") is { } text)
        {
            texts[name] = text;
        }
        else
        {
            faults.Add($"The binding {name}: it has a text.");
        }
    }

    /// <summary>As the live version has it. A secret stays without being named.</summary>
    private void Inherit(string name, string from)
    {
        if (present?.Config.EnvVars.TryGetValue(from, out string? value) == true)
        {
            EnvVars[name] = value;
        }
        else if (present?.Config.Bindings.TryGetValue(from, out FunctionBinding? binding) == true)
        {
            Bindings[name] = binding;
        }
        else if (name != from || present?.SecretNames.Contains(name) != true)
        {
            faults.Add($"The binding {name}: the live version has no {from} to inherit.");
        }
    }

    private JsonObject Translated(string name, string type, JsonElement binding)
    {
        WorkersBindingType? known = Types.GetValueOrDefault(type);
        JsonObject settings = new() { ["type"] = known?.Type ?? type };
        foreach (JsonProperty setting in binding.EnumerateObject().Where(static setting => !Beside.Contains(setting.Name) && !IsProduction(setting)))
        {
            if ((known is null ? setting.Name : known.SettingOf(setting.Name)) is { } ours)
            {
                settings[ours] = JsonNode.Parse(setting.Value.GetRawText());
            }
            else if (!WorkersMetadata.IsOff(setting.Value))
            {
                faults.Add($"The binding {name}: this runtime's {type} has no setting \"{setting.Name}\".");
            }
        }

        if (type == "version_metadata" && tag is not null)
        {
            settings["tag"] = tag;
        }

        return settings;
    }

    /// <summary>Functions have one environment here, Cloudflare's first.</summary>
    private static bool IsProduction(JsonProperty setting) =>
        setting.NameEquals("environment") && setting.Value.ValueKind == JsonValueKind.String && setting.Value.ValueEquals("production");

    private static string? TextOf(JsonElement binding, string name) =>
        binding.ValueKind == JsonValueKind.Object && binding.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
