namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>The rows of a statement that writes: it ran to its end, so that it holds nothing open.</summary>
internal sealed class BufferedCursor(IReadOnlyList<string> columnNames, Queue<object?[]> rows, long rowsRead, long rowsWritten) : IDurableObjectCursor
{
    public IReadOnlyList<string> ColumnNames { get; } = columnNames;

    public long RowsRead { get; } = rowsRead;

    public long RowsWritten { get; } = rowsWritten;

    public object?[]? Read() => rows.TryDequeue(out object?[]? row) ? row : null;

    public void Dispose() => rows.Clear();
}
