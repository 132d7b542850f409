using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

/// <summary>A value to be written: text, or bytes in base64.</summary>
internal sealed record ValueRequest
{
    public string? Value { get; init; }

    public byte[]? ValueBase64 { get; init; }

    /// <summary>Any JSON to lie beside the value; none when not set.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>When the entry ends, at least a minute from now; it stays when not set.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
