namespace EdgeIsolates.Bindings.Caching;

/// <summary>An answer as the Cache API keeps it. Immutable.</summary>
internal sealed record CachedResponse
{
    /// <summary>What an answer takes beside its texts and its body, roughly.</summary>
    private const int OverheadBytes = 600;

    public required int Status { get; init; }

    public string StatusText { get; init; } = "";

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The headers of a request that the answer depends on, with their values then (RFC 9111 §4.1).</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Vary { get; init; }

    /// <summary>The timestamp of the clock when it was kept.</summary>
    public required long StoredAt { get; init; }

    /// <summary>When it was put, on this node or another, by the clock of that node.</summary>
    public DateTimeOffset PutAt { get; init; }

    /// <summary>Its id in the store that all nodes share; <see langword="null"/> when it is this node's alone.</summary>
    public string? SharedId { get; init; }

    /// <summary>How old it was at <see cref="StoredAt"/>.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>From which age on it is stale.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>The memory that it takes, without its key.</summary>
    public long Bytes =>
        OverheadBytes
        + Body.Length
        + (2L * Headers.Sum(static header => header.Key.Length + header.Value.Length + 16L))
        + (2L * Vary.Sum(static vary => vary.Key.Length + (vary.Value?.Length ?? 0) + 16L));

    /// <summary>What an answer to a request depends on.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> VaryOf(
        IReadOnlyList<KeyValuePair<string, string>> request,
        IReadOnlyList<KeyValuePair<string, string>> response) =>
        [
            .. (response.Find("vary") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => KeyValuePair.Create(name, request.Find(name)?.Trim())),
        ];

    /// <summary>Whether a request with these headers may be given this answer.</summary>
    public bool Suits(IReadOnlyList<KeyValuePair<string, string>> request) => Suits(Vary, request);

    /// <summary>Whether a request with these headers may be given an answer that depends on those.</summary>
    public static bool Suits(IReadOnlyList<KeyValuePair<string, string?>> vary, IReadOnlyList<KeyValuePair<string, string>> request) =>
        vary.All(header => request.Find(header.Key)?.Trim() == header.Value);
}
