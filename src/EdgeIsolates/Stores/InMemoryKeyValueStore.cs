using System.Text;

namespace EdgeIsolates.Stores;

/// <summary>
/// Keys and values in this process alone, up to a number of bytes: tenants must not fill the host's memory. Keys are ordered as their UTF-8 is, which
/// differs from the order of their UTF-16.
/// </summary>
internal sealed class InMemoryKeyValueStore(TimeProvider time, long maxBytes) : IKeyValueStore
{
    /// <summary>What an entry takes beside its texts and its value, roughly.</summary>
    private const int EntryBytes = 250;

    private readonly Lock _gate = new();
    private readonly SortedSet<Stored> _entries = new(Comparer<Stored>.Create(static (a, b) => Place.Compare(a.Place, b.Place)));
    private readonly SortedSet<Stored> _byExpiry = new(Comparer<Stored>.Create(static (a, b) =>
        a.Entry.ExpiresAt != b.Entry.ExpiresAt ? Nullable.Compare(a.Entry.ExpiresAt, b.Entry.ExpiresAt) : Place.Compare(a.Place, b.Place)));

    private long _bytes;

    /// <summary>Entries that were not removed yet, expired or not.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<KeyValueEntry?> GetAsync(string namespaceId, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(Find_NeedsLock(namespaceId, key));
        }
    }

    public Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(
        string namespaceId,
        IReadOnlyList<string> keys,
        long maxBytes,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            KeyValueEntry[] entries = [.. keys.Select(key => Find_NeedsLock(namespaceId, key)).OfType<KeyValueEntry>()];
            return Task.FromResult<IReadOnlyList<KeyValueEntry>?>(entries.Sum(static entry => (long)entry.Value.Length) > maxBytes ? null : entries);
        }
    }

    public Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stored = new Stored(Place.Of(namespaceId, entry.Key), entry with { Value = entry.Value.ToArray() });
        lock (_gate)
        {
            long present = _entries.TryGetValue(stored, out Stored? old) ? SizeOf(old) : 0;
            if (_bytes - present + SizeOf(stored) > maxBytes)
            {
                throw new StoreUnavailableException(
                    $"The key-value store in memory is full: it holds {_bytes} of {maxBytes} bytes. Delete entries, raise the limit, or keep them in a database.");
            }

            Remove_NeedsLock(stored);
            _bytes += SizeOf(stored);
            _entries.Add(stored);
            if (entry.ExpiresAt is not null)
            {
                _byExpiry.Add(stored);
            }
        }

        return Task.CompletedTask;
    }

    public Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Remove_NeedsLock(Stored.At(Place.Of(namespaceId, key)));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var first = Stored.At(new Place(namespaceId, query.First()));
        // Every key of the namespace lies before its name with a zero behind it.
        var end = Stored.At(query.End() is { } key ? new Place(namespaceId, key) : new Place(namespaceId + '\0', []));
        lock (_gate)
        {
            IReadOnlyList<KeyValueName> names = Place.Compare(first.Place, end.Place) >= 0
                ? []
                : [.. _entries.GetViewBetween(first, end)
                    .Where(stored => Place.Compare(stored.Place, end.Place) < 0 && IsThere(stored.Entry))
                    .Take(query.Limit)
                    .Select(static stored => new KeyValueName(stored.Entry.Key, stored.Entry.ExpiresAt, stored.Entry.Metadata))];
            return Task.FromResult(names);
        }
    }

    public Task<int> RemoveExpiredAsync(int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            int removed = 0;
            while (removed < limit && _byExpiry.Min is { } first && !IsThere(first.Entry))
            {
                Remove_NeedsLock(first);
                removed++;
            }

            return Task.FromResult(removed);
        }
    }

    private KeyValueEntry? Find_NeedsLock(string namespaceId, string key) =>
        _entries.TryGetValue(Stored.At(Place.Of(namespaceId, key)), out Stored? stored) && IsThere(stored.Entry) ? stored.Entry : null;

    private void Remove_NeedsLock(Stored place)
    {
        if (_entries.TryGetValue(place, out Stored? stored))
        {
            _entries.Remove(stored);
            _byExpiry.Remove(stored);
            _bytes -= SizeOf(stored);
        }
    }

    private bool IsThere(KeyValueEntry entry) => entry.ExpiresAt is not { } end || end > time.GetUtcNow();

    private static long SizeOf(Stored stored) =>
        EntryBytes + stored.Entry.Value.Length + stored.Place.Key.Length + (2L * (stored.Entry.Key.Length + (stored.Entry.Metadata?.Length ?? 0)));

    private sealed record Stored(Place Place, KeyValueEntry Entry)
    {
        public static Stored At(Place place) => new(place, Nothing);

        private static readonly KeyValueEntry Nothing = new() { Key = "", Value = default };
    }

    private readonly record struct Place(string Namespace, byte[] Key)
    {
        public static Place Of(string namespaceId, string key) => new(namespaceId, Encoding.UTF8.GetBytes(key));

        public static int Compare(Place a, Place b)
        {
            int byNamespace = string.CompareOrdinal(a.Namespace, b.Namespace);
            return byNamespace != 0 ? byNamespace : a.Key.AsSpan().SequenceCompareTo(b.Key);
        }
    }
}
