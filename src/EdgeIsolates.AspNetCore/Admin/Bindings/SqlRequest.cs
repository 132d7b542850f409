namespace EdgeIsolates.AspNetCore;

/// <summary>One statement, and what its question marks stand for.</summary>
internal sealed record SqlRequest
{
    public string? Sql { get; init; }

    /// <summary>null, true, false, numbers, texts, <c>{"base64": "…"}</c> for bytes, <c>{"integer": "…"}</c> for integers that JavaScript cannot hold; none when not set.</summary>
    public IReadOnlyList<SqlValue>? Params { get; init; }
}
