using System.IO.Pipelines;

namespace EdgeIsolates;

/// <summary>A request to a function, as the host hands it over.</summary>
public sealed record EdgeRequest
{
    /// <summary>The HTTP method, such as <c>GET</c>.</summary>
    /// <value>The default is <c>GET</c>.</value>
    public string Method { get; init; } = "GET";

    /// <summary>The absolute URL, such as <c>https://example.com/api?x=1</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The headers in order; a name may occur more than once. Names and values must hold no line break.</summary>
    /// <value>Empty when not set.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body's bytes; they must not change before the call has ended.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the request has a body at all; an empty body is still a body.</summary>
    /// <value><see langword="false"/> when not set: the script sees <c>request.body === null</c>.</value>
    public bool HasBody { get; init; }

    /// <summary>
    /// The body when it is not whole yet: read as the script reads, and completed by the runtime once it needs no more. Takes the place of <see cref="Body"/>.
    /// An <see cref="IOException"/> of it is told to the script.
    /// </summary>
    /// <value><see langword="null"/> when not set.</value>
    public PipeReader? BodyReader { get; init; }

    /// <summary>How long the body is said to be before it has been read. A request that says more than the host's limit is refused without a call.</summary>
    /// <value>Bytes; <see langword="null"/> when not set: nobody knows yet.</value>
    public long? DeclaredBodyLength { get; init; }

    /// <summary>What the script finds in <c>request.cf</c>, as a JSON object; each script gets its own frozen copy.</summary>
    /// <value><see langword="null"/> when not set: the script sees <c>undefined</c>.</value>
    public string? CfJson { get; init; }

    /// <summary>What it is when it is no HTTP request: an event of the runtime's own, such as a call from another function.</summary>
    internal IsolateEvent? Event { get; init; }

    /// <summary>The exported class or object that answers; empty for the default one.</summary>
    internal string Entrypoint { get; init; } = "";

    /// <summary>What the service binding that it came by says to the entrypoint, as a JSON object; <see langword="null"/> when it came by none or that says nothing.</summary>
    internal string? PropsJson { get; init; }

    /// <summary>How many functions stand above it: each called the next by a binding.</summary>
    internal int Depth { get; init; }
}
