namespace EdgeIsolates.Metrics;

/// <summary>Adds buckets up to figures.</summary>
internal sealed class FiguresBuilder
{
    private readonly Dictionary<string, long> _sums = [];
    private readonly DurationTotals _latency = new(CounterNames.Latency);
    private readonly DurationTotals _cpu = new(CounterNames.Cpu);
    private readonly ColdStartTotals _cold = new();
    private long _memoryPeak;

    public void Add(MetricsBucket bucket)
    {
        foreach ((string name, long value) in bucket.Sums)
        {
            if (!_latency.TryAdd(name, value) && !_cpu.TryAdd(name, value) && !_cold.TryAdd(name, value))
            {
                _sums[name] = _sums.GetValueOrDefault(name) + value;
            }
        }

        _memoryPeak = Math.Max(_memoryPeak, bucket.Peaks.GetValueOrDefault(CounterNames.Memory));
    }

    public InvocationFigures Build()
    {
        DurationFigures cold = _cold.Ready();
        return new InvocationFigures
        {
            Invocations = Sum(CounterNames.Invocations),
            Outcomes = NonZero(CounterNames.Outcomes).ToDictionary(pair => (InvocationOutcome)pair.Index, pair => pair.Count),
            StatusClasses = NonZero(CounterNames.Statuses).ToDictionary(pair => pair.Index, pair => pair.Count),
            Latency = _latency.Build(),
            Cpu = _cpu.Build(),
            ColdStarts = cold,
            ColdStartPhases = cold.Count == 0 ? null : _cold.Averages(cold.Count, Sum(CounterNames.ColdCacheHits)),
            ColdStartDistributions = cold.Count == 0 ? null : _cold.Distributions(),
            MemoryPeakBytes = _memoryPeak,
            Subrequests = Sum(CounterNames.Subrequests),
        };
    }

    private long Sum(string name) => _sums.GetValueOrDefault(name);

    private IEnumerable<(int Index, long Count)> NonZero(IReadOnlyList<string> names) =>
        names.Select((name, index) => (index, Sum(name))).Where(pair => pair.Item2 != 0);
}
