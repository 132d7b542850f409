using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

// What the metadata of a Workers upload makes of a deployment.
//
// 1. What there is the same here under another name is mapped. Nothing that would change what the function does is passed over: it is refused by a sentence that names it, all such at once.
// 2. Cloudflare has what a function was before in mind: migrations go on from those of the live version, `inherit` and `keep_bindings` take from it. Secrets that are not said stay anyway.
// 3. A binding of a type that is not Cloudflare's is taken as it is said, so that bindings of the host's own can be had through wrangler's `unsafe.bindings`; one that no host has is refused later.
internal static class WorkersMetadata
{
    /// <summary>They say how Cloudflare runs or watches a function, not what it does.</summary>
    private static readonly HashSet<string> WithoutEffect = ["compatibility_date", "tags", "observability", "placement", "usage_model", "keep_assets"];

    public static (FunctionDeployment Deployment, IReadOnlyList<DeployFault> Faults) Apply(FunctionDeployment deployment, DeployMetadata metadata, FunctionVersion? present)
    {
        List<string> faults = [];
        WorkersBindings bindings = new(present, metadata.Annotations?.GetValueOrDefault("workers/tag"), faults);
        bindings.Read(metadata.Bindings ?? []);
        bindings.Keep(metadata.KeepBindings ?? []);
        FunctionConfig config = deployment.Config with
        {
            EnvVars = Merge(deployment.Config.EnvVars, bindings.EnvVars, faults),
            Bindings = Merge(deployment.Config.Bindings, bindings.Bindings, faults),
            Migrations = MigrationsOf(deployment.Config.Migrations, metadata, present, faults),
            CompatibilityFlags = [.. deployment.Config.CompatibilityFlags, .. metadata.CompatibilityFlags?.OfType<string>() ?? []],
        };
        FunctionDeployment applied = deployment with
        {
            Config = WithLimits(config, metadata.Limits ?? [], faults),
            Secrets = Merge(deployment.Secrets, bindings.Secrets, faults),
            Message = deployment.Message.Length > 0 ? deployment.Message : metadata.Annotations?.GetValueOrDefault("workers/message") ?? "",
        };
        faults.AddRange(Unknown("metadata", metadata.Others).Concat(Unknown("migrations", metadata.Migrations?.Others)));
        return (applied, [.. faults.Select(static fault => new DeployFault(DeployFaultCodes.InvalidConfig, fault))]);
    }

    /// <summary>Whether a setting asks for nothing: null, false, empty, or an object that is not enabled.</summary>
    public static bool IsOff(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any() || (value.TryGetProperty("enabled", out JsonElement enabled) && enabled.ValueKind == JsonValueKind.False),
        _ => false,
    };

    /// <summary>What is asked for and not to be had.</summary>
    public static IEnumerable<string> Unknown(string place, Dictionary<string, JsonElement>? others) => (others ?? [])
        .Where(static other => !WithoutEffect.Contains(other.Key) && !IsOff(other.Value))
        .Select(other => $"{place}.{other.Key}: this runtime has no \"{other.Key}\".");

    private static IReadOnlyList<DurableObjectMigration> MigrationsOf(
        IReadOnlyList<DurableObjectMigration> said,
        DeployMetadata metadata,
        FunctionVersion? present,
        List<string> faults)
    {
        // Only an upload of Cloudflare's shape goes on from what was before.
        IReadOnlyList<DurableObjectMigration> before = said.Count > 0 || (metadata.Bindings is null && metadata.Migrations is null) ? said : present?.Config.Migrations ?? [];
        return metadata.Migrations is null ? before : metadata.Migrations.After(before, faults);
    }

    private static FunctionConfig WithLimits(FunctionConfig config, Dictionary<string, JsonElement> limits, List<string> faults)
    {
        foreach ((string name, JsonElement value) in limits)
        {
            if (name != "cpu_ms" && !IsOff(value))
            {
                faults.Add($"limits.{name}: a function of this runtime has no such limit of its own; the host sets it for all.");
            }
            else if (name == "cpu_ms" && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int cpuMs))
            {
                config = config with { CpuMs = cpuMs };
            }
            else if (!IsOff(value))
            {
                faults.Add("limits.cpu_ms is a whole number of milliseconds.");
            }
        }

        return config;
    }

    private static Dictionary<string, T> Merge<T>(IReadOnlyDictionary<string, T> said, Dictionary<string, T> read, List<string> faults)
    {
        Dictionary<string, T> all = new(said, StringComparer.Ordinal);
        faults.AddRange(read.Where(one => !all.TryAdd(one.Key, one.Value)).Select(static one => $"{one.Key} is said twice, in bindings and beside them."));
        return all;
    }
}
