namespace EdgeIsolates;

/// <summary>
/// The rows of a statement, read when they are asked for. For one thread at a time, like the storage it comes from; disposing it ends the statement.
/// </summary>
public interface IDurableObjectCursor : IDisposable
{
    /// <summary>The columns' names, in the statement's order; names may occur twice.</summary>
    IReadOnlyList<string> ColumnNames { get; }

    /// <summary>How many rows were read so far, about: those handed out and those that SQLite went through without an index.</summary>
    long RowsRead { get; }

    /// <summary>How many rows were written.</summary>
    long RowsWritten { get; }

    /// <summary>Reads the next row.</summary>
    /// <returns>
    /// A value per column: <see langword="null"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or an array of bytes; <see langword="null"/> when there are no more rows.
    /// </returns>
    /// <exception cref="DurableObjectStorageException">The statement failed, or the cursor was closed because too many were open.</exception>
    object?[]? Read();
}
