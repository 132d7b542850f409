using System.Text;
using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Reads the rows of a statement that is stepped.</summary>
internal sealed class SqliteRows
{
    private readonly sqlite3_stmt _statement;
    private readonly SqliteBudget _budget;
    private readonly string[] _columns;
    private readonly List<SqlValue[]> _rows = [];

    public SqliteRows(sqlite3_stmt statement, SqliteBudget budget)
    {
        _statement = statement;
        _budget = budget;
        _columns = new string[raw.sqlite3_column_count(statement)];
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = raw.sqlite3_column_name(statement, i).utf8_to_string();
        }
    }

    public IReadOnlyList<string> Columns => _columns;

    public IReadOnlyList<SqlValue[]> Rows => _rows;

    /// <summary>Adds the row that the statement stands on.</summary>
    public void Add()
    {
        _budget.CountRow();
        SqlValue[] row = new SqlValue[_columns.Length];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = Value(i);
        }

        _rows.Add(row);
    }

    private SqlValue Value(int column)
    {
        switch (raw.sqlite3_column_type(_statement, column))
        {
            case raw.SQLITE_INTEGER:
                _budget.CountBytes(0);
                return SqlValue.From(raw.sqlite3_column_int64(_statement, column));
            case raw.SQLITE_FLOAT:
                _budget.CountBytes(0);
                return SqlValue.From(raw.sqlite3_column_double(_statement, column));
            case raw.SQLITE_TEXT:
                return SqlValue.From(Encoding.UTF8.GetString(Bytes(column, written: 1)));
            case raw.SQLITE_BLOB:
                return SqlValue.From(Bytes(column, written: 4).ToArray());
            default:
                _budget.CountBytes(0);
                return SqlValue.Null;
        }
    }

    /// <param name="column">Which.</param>
    /// <param name="written">How many bytes of the answer's JSON each becomes.</param>
    private ReadOnlySpan<byte> Bytes(int column, int written)
    {
        ReadOnlySpan<byte> bytes = raw.sqlite3_column_blob(_statement, column);
        _budget.CountBytes(bytes.Length * written);
        return bytes;
    }
}
