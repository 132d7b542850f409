namespace EdgeIsolates;

/// <summary>A function's answer.</summary>
public sealed record EdgeResponse
{
    /// <summary>The status code, 200 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>The reason phrase; empty when the script gave none.</summary>
    public string StatusText { get; init; } = "";

    /// <summary>The headers in order; <c>set-cookie</c> may occur more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body's bytes; empty when there is no body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
