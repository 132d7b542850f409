using System.IO.Pipelines;

namespace EdgeIsolates;

/// <summary>A function's answer.</summary>
public sealed record EdgeResponse
{
    /// <summary>The status code, 200 to 599, or 101 with a <see cref="WebSocket"/>.</summary>
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

    /// <summary>
    /// The function's end of a WebSocket, with status 101: the host accepts the client's upgrade and calls <see cref="EdgeWebSocket.ServeAsync"/>. Who gets the answer and does
    /// not want that must abandon it.
    /// </summary>
    /// <value><see langword="null"/> when the answer is no upgrade.</value>
    public EdgeWebSocket? WebSocket { get; init; }

    /// <summary>Lets go of an answer that nobody will read.</summary>
    internal void Abandon()
    {
        BodyReader?.Complete();
        WebSocket?.Abandon();
    }
}
