namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>The cursors of an object that its scripts may still read, and the values for its next statement. For the holder of the mailbox.</summary>
internal sealed class ObjectStatements
{
    private const int MostCursors = 256;

    private readonly Dictionary<int, IDurableObjectCursor> _cursors = [];
    private int _last;

    /// <summary>The parameters of the statement to come.</summary>
    public List<object?> Values { get; } = [];

    /// <summary>Keeps a cursor, and lets go of the oldest when there are too many.</summary>
    public int Add(IDurableObjectCursor cursor)
    {
        _cursors.Add(++_last, cursor);
        if (_cursors.Remove(_last - MostCursors, out IDurableObjectCursor? oldest))
        {
            oldest.Dispose();
        }

        return _last;
    }

    public IDurableObjectCursor? Find(int number) => _cursors.GetValueOrDefault(number);
}
