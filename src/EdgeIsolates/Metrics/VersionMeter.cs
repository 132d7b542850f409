namespace EdgeIsolates.Metrics;

// What one version did in one minute, being counted.
//
// A record is counted under a lock, which is held for some tens of nanoseconds. A dozen interlocked additions would be dearer, would contend on as many cache lines when many
// threads serve one function, and would let a flush see half a record. The lock also makes the hand-over exact: once a meter is taken it counts nothing any more,
// and whoever comes too late takes a new one.
internal sealed class VersionMeter(MeterKey key)
{
    private readonly Lock _gate = new();
    private readonly long[] _outcomes = new long[CounterNames.Outcomes.Count];
    private readonly long[] _statuses = new long[CounterNames.Statuses.Count];
    private readonly DurationMeter _latency = new();
    private readonly DurationMeter _cpu = new();
    private ColdStartMeter? _coldStarts;
    private long _invocations;
    private long _subrequests;
    private long _memoryPeak;
    private bool _isTaken;

    /// <summary>Counts a request; false when the meter was taken already.</summary>
    public bool TryAdd(InvocationRecord record)
    {
        lock (_gate)
        {
            if (_isTaken)
            {
                return false;
            }

            _invocations++;
            _outcomes[(int)record.Outcome]++;
            _statuses[Math.Clamp(record.Status / 100, 0, _statuses.Length - 1)]++;
            _latency.Add(record.WallTime);
            _cpu.Add(record.CpuTime);
            _subrequests += record.Subrequests;
            _memoryPeak = Math.Max(_memoryPeak, record.MemoryUsedBytes);
            if (record.ColdStart is { } phases)
            {
                (_coldStarts ??= new ColdStartMeter()).Add(phases);
            }

            return true;
        }
    }

    /// <summary>Takes what was counted; once.</summary>
    public MetricsBucket Take()
    {
        lock (_gate)
        {
            _isTaken = true;
        }

        return new MetricsBucket
        {
            FunctionName = key.FunctionName,
            Version = key.Version,
            Region = key.Region,
            Minute = MeterKey.TimeOf(key.Minute),
            Sums = Sums(),
            Peaks = _memoryPeak > 0 ? new Dictionary<string, long> { [CounterNames.Memory] = _memoryPeak } : [],
        };
    }

    private Dictionary<string, long> Sums()
    {
        var sums = new Dictionary<string, long> { [CounterNames.Invocations] = _invocations };
        AddNonZero(sums, CounterNames.Outcomes, _outcomes);
        AddNonZero(sums, CounterNames.Statuses, _statuses);
        _latency.WriteTo(sums, CounterNames.Latency);
        _cpu.WriteTo(sums, CounterNames.Cpu);
        _coldStarts?.WriteTo(sums);
        if (_subrequests != 0)
        {
            sums[CounterNames.Subrequests] = _subrequests;
        }

        return sums;
    }

    private static void AddNonZero(Dictionary<string, long> sums, IReadOnlyList<string> names, long[] counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                sums[names[i]] = counts[i];
            }
        }
    }
}
