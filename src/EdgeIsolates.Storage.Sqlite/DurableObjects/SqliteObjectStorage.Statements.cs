using System.Globalization;
using System.Text;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

// Statements of scripts.
internal sealed partial class SqliteObjectStorage
{
    /// <summary>What the rows of a statement that writes may hold; bytes.</summary>
    private const long MostReturned = 8 * 1024 * 1024;

    public IDurableObjectCursor Execute(string sql, IReadOnlyList<object?> values)
    {
        ObjectConnection connection = Connection();
        ReadOnlySpan<byte> rest = SqlText.SkipSpace(Encoding.UTF8.GetBytes(sql));
        ObjectStatement? statement = null;
        try
        {
            while (true)
            {
                statement = connection.Prepare(rest, isScripts: true, out rest)
                    ?? throw new DurableObjectStorageException("There is no statement in the SQL: SQLITE_ERROR");
                rest = SqlText.SkipSpace(rest);
                if (rest.IsEmpty)
                {
                    Bind(statement, values);
                    return statement.IsReadOnly ? Open(ref statement) : RunOut(statement);
                }

                Bind(statement, []);
                RunOut(statement).Dispose();
                statement.Dispose();
            }
        }
        finally
        {
            statement?.Dispose();
        }
    }

    /// <summary>Steps a cursor's statement under the clock.</summary>
    public bool Step(ObjectStatement statement)
    {
        Connection().Allow(StatementTime);
        try
        {
            return statement.Step();
        }
        catch (Exception error) when (HasLostTransaction)
        {
            throw Lost(error);
        }
    }

    public void Forget(ObjectCursor cursor)
    {
        if (cursor.Place is { } place)
        {
            cursor.Place = null;
            _cursors.Remove(place);
        }
    }

    private static void Bind(ObjectStatement statement, IReadOnlyList<object?> values)
    {
        if (values.Count != statement.ParameterCount)
        {
            throw new DurableObjectStorageException(
                string.Create(CultureInfo.InvariantCulture, $"Wrong number of parameter bindings for SQL query: it has {statement.ParameterCount} parameters and got {values.Count} values."));
        }

        for (int i = 0; i < values.Count; i++)
        {
            statement.Bind(i + 1, values[i]);
        }
    }

    private ObjectCursor Open(ref ObjectStatement? statement)
    {
        var cursor = new ObjectCursor(this, statement!);
        statement = null;
        cursor.Place = _cursors.AddLast(cursor);
        if (_cursors.Count > MostCursors)
        {
            _cursors.First!.Value.TakeAway();
        }

        return cursor;
    }

    private BufferedCursor RunOut(ObjectStatement statement)
    {
        if (!statement.IsReadOnly)
        {
            BeginWrites();
            HasWrites = true;
        }

        long before = Connection().TotalChanges;
        var rows = new Queue<object?[]>();
        long bytes = 0;
        while (Step(statement))
        {
            object?[] row = statement.Row();
            bytes += row.Sum(static value => value switch { string text => 2L * text.Length, byte[] blob => blob.Length, _ => 8 });
            if (bytes > MostReturned)
            {
                throw new DurableObjectStorageException("The statement returns more rows than fit into memory: SQLITE_TOOBIG");
            }

            rows.Enqueue(row);
        }

        return new BufferedCursor(statement.ColumnNames(), rows, rows.Count + statement.ScannedRows, Connection().TotalChanges - before);
    }
}
