using System.Text;
using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>A prepared statement.</summary>
internal sealed class ObjectStatement(ObjectConnection connection, sqlite3_stmt statement, bool isScripts) : IDisposable
{
    public bool IsReadOnly { get; } = raw.sqlite3_stmt_readonly(statement) != 0;

    public int ColumnCount => raw.sqlite3_column_count(statement);

    public int ParameterCount { get; } = raw.sqlite3_bind_parameter_count(statement);

    /// <summary>Rows that SQLite went through for want of an index.</summary>
    public int ScannedRows => raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);

    public ObjectStatement Bind(int number, ReadOnlySpan<byte> blob) => Checked(
        blob.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, number, 0) : raw.sqlite3_bind_blob(statement, number, blob));

    public ObjectStatement Bind(int number, long value) => Checked(raw.sqlite3_bind_int64(statement, number, value));

    public ObjectStatement BindText(int number, ReadOnlySpan<byte> utf8) => Checked(
        utf8.IsEmpty ? raw.sqlite3_bind_text(statement, number, "") : raw.sqlite3_bind_text(statement, number, utf8));

    public ObjectStatement Bind(int number, object? value) => value switch
    {
        null => Checked(raw.sqlite3_bind_null(statement, number)),
        long integer => Bind(number, integer),
        double real => Checked(raw.sqlite3_bind_double(statement, number, real)),
        string text => BindText(number, Encoding.UTF8.GetBytes(text)),
        byte[] bytes => Bind(number, bytes.AsSpan()),
        _ => throw new ArgumentException($"A value of type {value.GetType()} cannot be bound.", nameof(value)),
    };

    /// <summary>Goes to the next row; false when there are no more.</summary>
    public bool Step()
    {
        int result = connection.Step(statement, isScripts);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result == raw.SQLITE_DONE)
        {
            return false;
        }

        throw connection.Failure(isScripts);
    }

    /// <summary>Runs a statement without rows, or whose rows nobody wants.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    public void Reset()
    {
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        _ = raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public object? Value(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => Int64(column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => Text(column),
        raw.SQLITE_BLOB => Bytes(column).ToArray(),
        _ => null,
    };

    public object?[] Row()
    {
        var row = new object?[ColumnCount];
        for (int column = 0; column < row.Length; column++)
        {
            row[column] = Value(column);
        }

        return row;
    }

    public string[] ColumnNames()
    {
        var names = new string[ColumnCount];
        for (int column = 0; column < names.Length; column++)
        {
            names[column] = raw.sqlite3_column_name(statement, column).utf8_to_string();
        }

        return names;
    }

    public void Dispose() => statement.Dispose();

    private ObjectStatement Checked(int result) => result == raw.SQLITE_OK ? this : throw connection.Failure(isScripts);
}
