using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

/// <summary>The <c>metadata</c> part of a deploy by form: the terms of every deploy, and those of Cloudflare's uploads of Workers, which wrangler sends.</summary>
internal sealed class DeployMetadata : DeployTerms
{
    /// <summary>The part that holds the main module; the first module of the form when it is not said.</summary>
    [JsonPropertyName("main_module")]
    public string? MainModule { get; set; }

    /// <summary>The part that holds a classic script, in place of <see cref="MainModule"/>.</summary>
    [JsonPropertyName("body_part")]
    public string? BodyPart { get; set; }

    /// <summary>Variables, secrets and bindings: <c>{ "type": "kv_namespace", "name": "KV", "namespace_id": "…" }</c> and so on.</summary>
    [JsonPropertyName("bindings")]
    public JsonElement[]? Bindings { get; set; }

    /// <summary>Types of bindings that stay as they are in the live version although they are not said.</summary>
    [JsonPropertyName("keep_bindings")]
    public string?[]? KeepBindings { get; set; }

    [JsonPropertyName("migrations")]
    public WorkersMigrations? Migrations { get; set; }

    [JsonPropertyName("compatibility_flags")]
    public string?[]? CompatibilityFlags { get; set; }

    [JsonPropertyName("limits")]
    public Dictionary<string, JsonElement>? Limits { get; set; }

    [JsonPropertyName("annotations")]
    public Dictionary<string, string?>? Annotations { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
