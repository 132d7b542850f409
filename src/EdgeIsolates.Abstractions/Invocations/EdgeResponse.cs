using System.IO.Pipelines;

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

    /// <summary>
    /// The body when it is not whole yet; takes the place of <see cref="Body"/>. Who gets the answer must complete it, whether it was read to its end or not.
    /// Reading throws an <see cref="EdgeBodyException"/> when the script fails on the way.
    /// </summary>
    /// <value><see langword="null"/> when the body is whole.</value>
    public PipeReader? BodyReader { get; init; }

    /// <summary>How many bytes <see cref="BodyReader"/> will give, when that is known.</summary>
    /// <value><see langword="null"/> when not set.</value>
    public long? BodyLength { get; init; }
}
