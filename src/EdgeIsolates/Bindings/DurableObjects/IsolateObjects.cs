namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>The objects that live in one isolate, known to its scripts by their numbers.</summary>
internal sealed class IsolateObjects
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, LiveObject> _objects = [];
    private readonly List<LiveObject> _written = [];
    private int _lastNumber;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _objects.Count;
            }
        }
    }

    /// <summary>For the holder of the mailbox.</summary>
    public StorageTraffic Traffic { get; } = new();

    /// <summary>Takes an object in; any thread.</summary>
    /// <returns>Its number.</returns>
    public int Add(LiveObject added)
    {
        lock (_gate)
        {
            _objects.Add(++_lastNumber, added);
            return _lastNumber;
        }
    }

    public LiveObject? Find(int number)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(number);
        }
    }

    public void Remove(int number)
    {
        lock (_gate)
        {
            _objects.Remove(number);
        }
    }

    /// <summary>For the holder of the mailbox: the object has used its storage in this piece of work.</summary>
    public void Touch(LiveObject touched)
    {
        if (!_written.Contains(touched))
        {
            _written.Add(touched);
        }
    }

    /// <summary>For the holder of the mailbox: the piece of work is over, microtasks and all. What it wrote is committed as one.</summary>
    public void EndTurn()
    {
        if (_written.Count > 0)
        {
            foreach (LiveObject written in _written)
            {
                written.Commit();
            }

            _written.Clear();
        }
    }

    /// <summary>Nothing of the isolate is to be trusted any more: what its objects did not commit is undone.</summary>
    public void BreakAll(EdgeError reason)
    {
        LiveObject[] objects;
        lock (_gate)
        {
            objects = [.. _objects.Values];
        }

        _written.Clear();
        foreach (LiveObject broken in objects)
        {
            broken.Break(reason);
        }
    }
}
