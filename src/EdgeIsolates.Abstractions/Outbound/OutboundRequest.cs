using System.IO.Pipelines;

namespace EdgeIsolates;

/// <summary>A request that a function makes by <c>fetch</c>. Redirects are followed by the caller: each is a request of its own.</summary>
public sealed record OutboundRequest
{
    /// <summary>The function that makes the request.</summary>
    public required EdgeFunction Function { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute URL, <c>http</c> or <c>https</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The headers in order, without those that speak about the connection.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body's bytes, when it is whole.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the request has a body at all.</summary>
    public bool HasBody { get; init; }

    /// <summary>The body when it is not whole yet; the handler completes it. Takes the place of <see cref="Body"/>.</summary>
    public PipeReader? BodyReader { get; init; }

    /// <summary>How many bytes <see cref="BodyReader"/> will give, when that is known.</summary>
    public long? BodyLength { get; init; }

    /// <summary>
    /// Whether it asks for a WebSocket. Who answers it with status 101 sets <see cref="EdgeResponse.WebSocket"/>; any other answer tells the script that there is none.
    /// </summary>
    public bool IsWebSocket { get; init; }

    /// <summary>The largest message that the function takes and how much may wait to be sent, when it is a WebSocket.</summary>
    internal IsolateLimits Limits { get; init; } = IsolateLimits.Default;
}
