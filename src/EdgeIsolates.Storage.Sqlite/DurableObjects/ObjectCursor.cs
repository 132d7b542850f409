namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>The rows of a statement that only reads, stepped as they are asked for.</summary>
internal sealed class ObjectCursor(SqliteObjectStorage storage, ObjectStatement statement) : IDurableObjectCursor
{
    private bool _isOver;
    private bool _isTakenAway;
    private long _handedOut;
    private long _scanned;

    public IReadOnlyList<string> ColumnNames { get; } = statement.ColumnNames();

    public long RowsRead => _handedOut + (_isOver ? _scanned : statement.ScannedRows);

    public long RowsWritten => 0;

    /// <summary>The place in the storage's list of open cursors.</summary>
    public LinkedListNode<ObjectCursor>? Place { get; set; }

    public object?[]? Read()
    {
        if (_isTakenAway)
        {
            throw new DurableObjectStorageException("The cursor was closed, because too many others were opened after it or its object's storage was reset.");
        }

        if (_isOver)
        {
            return null;
        }

        bool isRow = false;
        try
        {
            isRow = storage.Step(statement);
        }
        finally
        {
            if (!isRow)
            {
                Dispose();
            }
        }

        if (!isRow)
        {
            return null;
        }

        _handedOut++;
        return statement.Row();
    }

    /// <summary>Ends the statement for want of room.</summary>
    public void TakeAway()
    {
        _isTakenAway = true;
        Dispose();
    }

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            _scanned = statement.ScannedRows;
            statement.Dispose();
            storage.Forget(this);
        }
    }
}
