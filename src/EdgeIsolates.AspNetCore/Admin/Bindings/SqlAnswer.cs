namespace EdgeIsolates.AspNetCore;

/// <summary>The rows of a statement, and what it did. Bytes are <c>{"base64": "…"}</c>, integers that JavaScript cannot hold <c>{"integer": "…"}</c>.</summary>
internal sealed record SqlAnswer(
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<SqlValue>> Rows,
    bool ChangedDatabase,
    long Changes,
    long LastRowId,
    long RowsRead,
    long RowsWritten,
    double DurationMs,
    long DatabaseBytes)
{
    public static SqlAnswer Of(SqlResult result) => new(
        result.Columns,
        [.. result.Rows],
        result.ChangedDatabase,
        result.Changes,
        result.LastRowId,
        result.RowsRead,
        result.RowsWritten,
        result.Duration.TotalMilliseconds,
        result.SizeAfter);
}
