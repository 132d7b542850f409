namespace EdgeIsolates.Storage.S3;

/// <summary>A request before it is signed.</summary>
internal sealed record S3Request(HttpMethod Method, string Key)
{
    /// <summary>The query's parameters, not encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Headers in lower case, of the request or of its content.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body, if any.</summary>
    public HttpContent? Content { get; init; }
}
