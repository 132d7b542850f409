namespace EdgeIsolates.AspNetCore;

/// <summary>A request to try a function with. The URL may be a path, then it is one of this host. A body is text in <c>body</c> or any bytes in <c>bodyBase64</c>.</summary>
internal sealed class InvokeRequest
{
    public string? Method { get; set; }

    public string? Url { get; set; }

    public Dictionary<string, string?>? Headers { get; set; }

    public string? Body { get; set; }

    public byte[]? BodyBase64 { get; set; }
}
