namespace EdgeIsolates;

/// <summary>What one statement gave.</summary>
public sealed record SqlResult
{
    /// <summary>The names of the columns; none when the statement gives no rows. Two may be the same.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows; each has a value for each column.</summary>
    public required IReadOnlyList<SqlValue[]> Rows { get; init; }

    /// <summary>Whether the statement could change something.</summary>
    public required bool ChangedDatabase { get; init; }

    /// <summary>The rows that the statement itself inserted, updated or deleted.</summary>
    public required long Changes { get; init; }

    /// <summary>The row id of the last insert of the transaction; 0 when there was none, or the database has no such thing.</summary>
    public required long LastRowId { get; init; }

    /// <summary>How many rows were looked at, at least; an estimate.</summary>
    public required long RowsRead { get; init; }

    /// <summary>How many rows were written, those of triggers and foreign keys included where the database tells.</summary>
    public required long RowsWritten { get; init; }

    /// <summary>How long the statement ran.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The size of the database afterwards, in bytes; 0 where it is not known.</summary>
    public required long SizeAfter { get; init; }
}
