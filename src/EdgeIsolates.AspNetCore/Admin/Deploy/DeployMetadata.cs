using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

/// <summary>The <c>metadata</c> part of a deploy by form, spelt as Cloudflare's upload of scripts has it where that has a name for it.</summary>
internal sealed class DeployMetadata : DeployTerms
{
    /// <summary>The part that holds the main module; the first module of the form when it is not said.</summary>
    [JsonPropertyName("main_module")]
    public string? MainModule { get; set; }
}
