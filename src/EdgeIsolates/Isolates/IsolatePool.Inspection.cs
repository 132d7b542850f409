namespace EdgeIsolates.Isolates;

// What the pool shows of itself.
internal sealed partial class IsolatePool
{
    /// <summary>The isolates that have a tenant and were not disposed of yet.</summary>
    public IEnumerable<TenantIsolate> Open => _open.Keys;

    public IReadOnlyList<IsolateInfo> ListIsolates() =>
        [.. _open.Keys.Select(Describe).OrderBy(static info => info.CreatedAt).ThenBy(static info => info.Id, StringComparer.Ordinal)];

    public IsolatePoolStatistics GetStatistics()
    {
        lock (_gate)
        {
            return new IsolatePoolStatistics
            {
                LiveIsolates = _open.Count,
                DrainingIsolates = _open.Keys.Count(static isolate => isolate.Use.IsRetiring),
                StartingIsolates = _room.Starting,
                MaxIsolates = _room.Most,
                ReadyBlanks = _blanks.Ready,
                MemoryBytes = _room.Bytes,
                OtherMemoryBytes = _room.OtherBytes,
                MemoryBudgetBytes = _options.MemoryBudgetBytes,
                QueuedRequests = _queued,
                ColdStarts = _coldStarts,
                ShedRequests = _shed,
                EvictedIsolates = _room.Evicted,
                RenewedIsolates = _renewed,
            };
        }
    }

    private IsolateInfo Describe(TenantIsolate isolate) => new()
    {
        Id = isolate.Id,
        FunctionName = isolate.Function.Name,
        FunctionVersion = isolate.Function.Version,
        State = StateOf(isolate),
        RequestsServed = isolate.RequestsServed,
        RequestsUnderWay = isolate.RequestsUnderWay,
        MemoryBytes = isolate.MeasuredBytes,
        MemoryLimitBytes = isolate.Limits.MemoryBytes,
        CreatedAt = TimeOf(isolate.BornAt),
        LastUsedAt = TimeOf(isolate.LastUsed),
        ColdStart = isolate.ColdStart?.Ready ?? TimeSpan.Zero,
    };

    private static IsolateState StateOf(TenantIsolate isolate)
    {
        if (isolate.Use.IsRetiring)
        {
            return IsolateState.Draining;
        }

        return isolate.Requests > 0 || !isolate.Mailbox.IsIdle ? IsolateState.Running : IsolateState.Idle;
    }

    private DateTimeOffset TimeOf(long timestamp) => _bornAt + _environment.Time.GetElapsedTime(_bornTimestamp, timestamp);
}
