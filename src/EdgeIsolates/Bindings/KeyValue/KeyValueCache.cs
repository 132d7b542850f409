namespace EdgeIsolates.Bindings.KeyValue;

// What this node has read of its kv namespaces, for scripts that say `cacheTtl`: a read may be answered by one that is no older than that.
//
// 1. A write of this node drops the entry, also one that is being read at that moment: whoever reads after the write has returned sees it. Writes of other nodes
//    are seen when the time is over.
// 2. Many that ask for one key at once read it once. A bulk read takes what is there and reads the others in one go, for itself alone: it may come to nothing where one of them would not.
// 3. Entries have a budget of bytes; over it the one that was not asked for longest goes. That a key is absent is kept too: it costs the most to find out.
internal sealed class KeyValueCache(long maxBytes, TimeProvider time)
{
    /// <summary>What an entry takes beside its texts and its value, roughly.</summary>
    private const int EntryBytes = 300;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Namespace, string Key), Slot> _slots = [];
    private readonly LinkedList<Slot> _byUse = [];
    private readonly HashSet<BulkRead> _bulkReads = [];

    public long Bytes { get; private set; }

    /// <summary>The entry as it was no longer ago than <paramref name="maxAge"/>, or as it is read now.</summary>
    public Task<KeyValueEntry?> GetAsync(string namespaceId, string key, TimeSpan maxAge, Func<Task<KeyValueEntry?>> read)
    {
        Slot slot;
        lock (_gate)
        {
            if (Find_NeedsLock((namespaceId, key), maxAge) is { } present)
            {
                return present.Entry.Task;
            }

            slot = new Slot((namespaceId, key), time.GetTimestamp());
            Place_NeedsLock(slot);
        }

        _ = ReadAsync(slot, read);
        return slot.Entry.Task;
    }

    /// <summary>Entries as they were no longer ago than <paramref name="maxAge"/>; those that are not here are read now.</summary>
    /// <param name="namespaceId">The namespace.</param>
    /// <param name="keys">The keys, none of them twice.</param>
    /// <param name="maxAge">How old they may be.</param>
    /// <param name="read">Reads the keys that are not here, told which entries are; <see langword="null"/> when that would be too much.</param>
    /// <returns>The entries that there are, in any order; <see langword="null"/> when <paramref name="read"/> says so.</returns>
    public async Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(
        string namespaceId,
        IReadOnlyList<string> keys,
        TimeSpan maxAge,
        Func<IReadOnlyList<string>, IReadOnlyList<KeyValueEntry>, Task<IReadOnlyList<KeyValueEntry>?>> read)
    {
        List<Task<KeyValueEntry?>> present = [];
        List<string> absent = [];
        BulkRead reading;
        lock (_gate)
        {
            foreach (string key in keys)
            {
                if (Find_NeedsLock((namespaceId, key), maxAge) is { } slot)
                {
                    present.Add(slot.Entry.Task);
                }
                else
                {
                    absent.Add(key);
                }
            }

            reading = new BulkRead(absent.Select(key => (namespaceId, key)), time.GetTimestamp());
            _bulkReads.Add(reading);
        }

        IReadOnlyList<KeyValueEntry>? entries = null;
        try
        {
            KeyValueEntry[] here = [.. (await Task.WhenAll(present)).OfType<KeyValueEntry>()];
            entries = await read(absent, here);
            return entries is null ? null : [.. here, .. entries];
        }
        finally
        {
            Keep(reading, entries);
        }
    }

    /// <summary>Forgets an entry that was, or may have been, written.</summary>
    public void Drop(string namespaceId, string key)
    {
        lock (_gate)
        {
            Remove_NeedsLock(_slots.GetValueOrDefault((namespaceId, key)));
            foreach (BulkRead reading in _bulkReads)
            {
                reading.Places.Remove((namespaceId, key));
            }
        }
    }

    private async Task ReadAsync(Slot slot, Func<Task<KeyValueEntry?>> read)
    {
        try
        {
            KeyValueEntry? entry = await read();
            Keep(slot, entry);
            slot.Entry.SetResult(entry);
        }
        catch (Exception failure)
        {
            Forget(slot);
            slot.Entry.SetException(failure);
        }
    }

    private void Forget(Slot slot)
    {
        lock (_gate)
        {
            if (_slots.GetValueOrDefault(slot.Place) == slot)
            {
                Remove_NeedsLock(slot);
            }
        }
    }

    private void Keep(Slot slot, KeyValueEntry? entry)
    {
        lock (_gate)
        {
            if (_slots.GetValueOrDefault(slot.Place) == slot)
            {
                Keep_NeedsLock(slot, entry);
            }
        }
    }

    /// <summary>Keeps what a bulk read has found, as far as it was not written meanwhile, and what it has found absent.</summary>
    private void Keep(BulkRead reading, IReadOnlyList<KeyValueEntry>? entries)
    {
        Dictionary<string, KeyValueEntry>? found = entries?.ToDictionary(static entry => entry.Key, StringComparer.Ordinal);
        lock (_gate)
        {
            _bulkReads.Remove(reading);
            if (found is null)
            {
                return;
            }

            foreach ((string Namespace, string Key) place in reading.Places)
            {
                var slot = new Slot(place, reading.ReadAt);
                KeyValueEntry? entry = found.GetValueOrDefault(place.Key);
                slot.Entry.SetResult(entry);
                Place_NeedsLock(slot);
                Keep_NeedsLock(slot, entry);
            }
        }
    }

    private Slot? Find_NeedsLock((string Namespace, string Key) place, TimeSpan maxAge)
    {
        if (!_slots.TryGetValue(place, out Slot? slot) || time.GetElapsedTime(slot.ReadAt) >= maxAge)
        {
            return null;
        }

        Touch_NeedsLock(slot);
        return slot;
    }

    /// <summary>Puts a slot in the place of the one that may be there.</summary>
    private void Place_NeedsLock(Slot slot)
    {
        Remove_NeedsLock(_slots.GetValueOrDefault(slot.Place));
        _slots.Add(slot.Place, slot);
    }

    private void Keep_NeedsLock(Slot slot, KeyValueEntry? entry)
    {
        long bytes = EntryBytes + (2L * (slot.Place.Key.Length + (entry?.Metadata?.Length ?? 0))) + (entry?.Value.Length ?? 0);
        if (bytes > maxBytes)
        {
            _slots.Remove(slot.Place);
            return;
        }

        slot.Bytes = bytes;
        Bytes += bytes;
        slot.ByUse = _byUse.AddFirst(slot);
        while (Bytes > maxBytes)
        {
            Remove_NeedsLock(_byUse.Last!.Value);
        }
    }

    private void Touch_NeedsLock(Slot slot)
    {
        if (slot.ByUse is { } node)
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }
    }

    private void Remove_NeedsLock(Slot? slot)
    {
        if (slot is null)
        {
            return;
        }

        _slots.Remove(slot.Place);
        if (slot.ByUse is { } node)
        {
            _byUse.Remove(node);
            Bytes -= slot.Bytes;
        }
    }

    private sealed class Slot((string Namespace, string Key) place, long readAt)
    {
        public (string Namespace, string Key) Place { get; } = place;

        /// <summary>The moment before the read: what it found is at least as new.</summary>
        public long ReadAt { get; } = readAt;

        public TaskCompletionSource<KeyValueEntry?> Entry { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Bytes { get; set; }

        public LinkedListNode<Slot>? ByUse { get; set; }
    }
    /// <summary>A bulk read that is under way: what of it may be kept when it has ended.</summary>
    private sealed class BulkRead(IEnumerable<(string Namespace, string Key)> places, long readAt)
    {
        public HashSet<(string Namespace, string Key)> Places { get; } = [.. places];

        /// <summary>The moment before the read.</summary>
        public long ReadAt { get; } = readAt;
    }
}
