namespace EdgeIsolates.Stores;

/// <summary>Queues in this process alone: they end with it.</summary>
internal sealed class InMemoryQueueStore : IQueueStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<Entry>> _byDue = [];
    private readonly Dictionary<(string Queue, string Id), Entry> _byId = [];
    private long _lastLease;

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SendAsync(string queue, IReadOnlyList<QueueSend> messages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (QueueSend sent in messages)
            {
                Add(queue, sent.Message, sent.DueAt);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LeasedMessage>> LeaseAsync(QueueLease lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Entry[] due = _byDue.TryGetValue(lease.Queue, out SortedSet<Entry>? all) ? [.. all.TakeWhile(entry => entry.DueAt <= lease.Now).Take(lease.Most)] : [];
            bool isEnough = due.Length > 0 && (due.Length == lease.Most || due[0].DueAt <= lease.DueBefore);
            return Task.FromResult<IReadOnlyList<LeasedMessage>>(isEnough ? [.. due.Select(entry => Lease(lease, entry))] : []);
        }
    }

    public Task<int> SettleAsync(string queue, IReadOnlyList<QueueVerdict> verdicts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(verdicts.Count(verdict => TrySettle(queue, verdict)));
        }
    }

    public Task<IReadOnlyList<QueueCounts>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<QueueCounts>>(
            [
                .. _byDue.Where(queue => queue.Value.Count > 0).OrderBy(queue => queue.Key, StringComparer.Ordinal).Select(queue => new QueueCounts(
                    queue.Key,
                    queue.Value.Count(entry => entry.DueAt <= now),
                    queue.Value.Count(entry => entry.DueAt > now && entry.Lease.Length == 0),
                    queue.Value.Count(entry => entry.DueAt > now && entry.Lease.Length > 0))),
            ]);
        }
    }

    public Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, string after, int most, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredMessage>>(
            [
                .. ById(queue).Where(entry => string.CompareOrdinal(entry.Message.Id, after) > 0).Take(most)
                    .Select(entry => new StoredMessage(entry.Message, entry.Attempts, entry.DueAt, entry.Lease.Length > 0)),
            ]);
        }
    }

    public Task<long> PurgeAsync(string queue, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Entry[] all = [.. ById(queue)];
            foreach (Entry entry in all)
            {
                Remove(queue, entry);
            }

            return Task.FromResult((long)all.Length);
        }
    }

    public Task<int> MoveAsync(string queue, string to, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Entry[] moved = queue == to ? [] : [.. ById(queue).Where(entry => entry.Lease.Length == 0 || entry.DueAt <= now).Take(most)];
            foreach (Entry entry in moved)
            {
                Remove(queue, entry);
                Add(to, entry.Message, now);
            }

            return Task.FromResult(moved.Length);
        }
    }

    private LeasedMessage Lease(QueueLease lease, Entry entry)
    {
        Entry leased = Replace(lease.Queue, entry, entry with { DueAt = lease.Until, Attempts = entry.Attempts + 1, Lease = $"{++_lastLease}" });
        return new LeasedMessage(leased.Message, leased.Attempts, leased.Lease);
    }

    private bool TrySettle(string queue, QueueVerdict verdict)
    {
        if (!_byId.TryGetValue((queue, verdict.Message.Message.Id), out Entry? entry) || entry.Lease != verdict.Message.Lease)
        {
            return false;
        }

        switch (verdict.Kind)
        {
            case QueueVerdictKind.Acknowledge:
                Remove(queue, entry);
                break;
            case QueueVerdictKind.DeadLetter:
                Remove(queue, entry);
                Add(verdict.DeadLetterQueue, entry.Message, verdict.DueAt);
                break;
            default:
                int attempts = verdict.Kind == QueueVerdictKind.Release ? entry.Attempts - 1 : entry.Attempts;
                Replace(queue, entry, entry with { DueAt = verdict.DueAt, Attempts = attempts, Lease = "" });
                break;
        }

        return true;
    }

    private void Add(string queue, QueueMessage message, DateTimeOffset dueAt)
    {
        var entry = new Entry(message, dueAt, 0, "");
        if (_byId.TryAdd((queue, message.Id), entry))
        {
            if (!_byDue.TryGetValue(queue, out SortedSet<Entry>? all))
            {
                _byDue[queue] = all = new SortedSet<Entry>(Entry.ByDue);
            }

            all.Add(entry);
        }
    }

    private Entry Replace(string queue, Entry before, Entry after)
    {
        _byDue[queue].Remove(before);
        _byDue[queue].Add(after);
        _byId[(queue, after.Message.Id)] = after;
        return after;
    }

    private void Remove(string queue, Entry entry)
    {
        _byDue[queue].Remove(entry);
        _byId.Remove((queue, entry.Message.Id));
        if (_byDue[queue].Count == 0)
        {
            _byDue.Remove(queue);
        }
    }

    private IEnumerable<Entry> ById(string queue) =>
        _byDue.TryGetValue(queue, out SortedSet<Entry>? all) ? all.OrderBy(entry => entry.Message.Id, StringComparer.Ordinal) : [];

    /// <summary>A message with its state. <paramref name="Lease"/>: empty when it is not in flight.</summary>
    private sealed record Entry(QueueMessage Message, DateTimeOffset DueAt, int Attempts, string Lease)
    {
        public static readonly IComparer<Entry> ByDue = Comparer<Entry>.Create(static (one, other) =>
            one.DueAt != other.DueAt ? one.DueAt.CompareTo(other.DueAt) : string.CompareOrdinal(one.Message.Id, other.Message.Id));
    }
}
