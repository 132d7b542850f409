namespace EdgeIsolates;

/// <summary>An event that is no HTTP request. Immutable, but its bodies can be read once.</summary>
/// <param name="Kind">Which handler it is for; the script side has them by name.</param>
/// <param name="Target">Which object of the function it is for; empty for the default one.</param>
/// <param name="Detail">What the handler needs to know, in a form of its kind: a method's name, or JSON.</param>
internal sealed record IsolateEvent(string Kind, string Target, string Detail)
{
    /// <summary>Values, in V8's structured clone format; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Arguments { get; init; }

    /// <summary>The streams, sockets and stubs among the values.</summary>
    public IReadOnlyList<EventBody> Bodies { get; init; } = [];

    /// <summary>Cancelled when its sender needs nothing any more that came back.</summary>
    public CancellationToken CallerOver { get; init; }
}
