using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>An answer as an <see cref="IResponseStore"/> keeps it beside its body. Immutable.</summary>
public sealed record StoredResponse
{
    /// <summary>Which one it is: each answer that is put has an id of its own, of letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The text beside the status.</summary>
    /// <value>Empty when there is none.</value>
    public string StatusText { get; init; } = "";

    /// <summary>The headers, in their order.</summary>
    /// <value>Empty when there are none.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The headers of a request that the answer depends on, with their values then (RFC 9111 §4.1); <see langword="null"/> stands for a header that was not there.</summary>
    /// <value>Empty when it suits every request.</value>
    public IReadOnlyList<KeyValuePair<string, string?>> Vary { get; init; } = [];

    /// <summary>When it was put, by the clock of the node that did.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>How old it was then.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>From which age on it is stale; more than <see cref="Age"/>.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>The length of its body in bytes.</summary>
    public required int BodyBytes { get; init; }

    /// <summary>From when on it is stale.</summary>
    [JsonIgnore]
    public DateTimeOffset ExpiresAt => StoredAt + (Lifetime - Age);
}
