namespace EdgeIsolates.Bindings.KeyValue;

// What this node has read of its kv namespaces, for scripts that say `cacheTtl`: a read may be answered by one that is no older than that.
//
// 1. A write of this node drops the entry, also one that is being read at that moment: whoever reads after the write has returned sees it. Writes of other nodes
//    are seen when the time is over.
// 2. Many that ask for one key at once read it once.
// 3. Entries have a budget of bytes; over it the one that was not asked for longest goes. That a key is absent is kept too: it costs the most to find out.
internal sealed class KeyValueCache(long maxBytes, TimeProvider time)
{
    /// <summary>What an entry takes beside its texts and its value, roughly.</summary>
    private const int EntryBytes = 300;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Namespace, string Key), Slot> _slots = [];
    private readonly LinkedList<Slot> _byUse = [];

    public long Bytes { get; private set; }

    /// <summary>The entry as it was no longer ago than <paramref name="maxAge"/>, or as it is read now.</summary>
    public Task<KeyValueEntry?> GetAsync(string namespaceId, string key, TimeSpan maxAge, Func<Task<KeyValueEntry?>> read)
    {
        Slot slot;
        lock (_gate)
        {
            if (_slots.TryGetValue((namespaceId, key), out Slot? present) && time.GetElapsedTime(present.ReadAt) < maxAge)
            {
                Touch_NeedsLock(present);
                return present.Entry.Task;
            }

            Remove_NeedsLock(present);
            slot = new Slot((namespaceId, key), time.GetTimestamp());
            _slots.Add(slot.Place, slot);
        }

        _ = ReadAsync(slot, read);
        return slot.Entry.Task;
    }

    /// <summary>Forgets an entry that was, or may have been, written.</summary>
    public void Drop(string namespaceId, string key)
    {
        lock (_gate)
        {
            Remove_NeedsLock(_slots.GetValueOrDefault((namespaceId, key)));
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
            Keep(slot, null, failed: true);
            slot.Entry.SetException(failure);
        }
    }

    private void Keep(Slot slot, KeyValueEntry? entry, bool failed = false)
    {
        lock (_gate)
        {
            if (_slots.GetValueOrDefault(slot.Place) != slot)
            {
                return;
            }

            long bytes = EntryBytes + (2L * (slot.Place.Key.Length + (entry?.Metadata?.Length ?? 0))) + (entry?.Value.Length ?? 0);
            if (failed || bytes > maxBytes)
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
}
