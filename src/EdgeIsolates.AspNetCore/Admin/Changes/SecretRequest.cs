namespace EdgeIsolates.AspNetCore;

/// <summary>The JSON body that sets one secret.</summary>
internal sealed class SecretRequest
{
    public string? Value { get; set; }

    public string? By { get; set; }
}
