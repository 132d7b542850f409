namespace EdgeIsolates.Metrics;

/// <summary>Cold starts being counted: a histogram of the whole, sums of the phases. Its owner locks.</summary>
internal sealed class ColdStartMeter
{
    private readonly DurationMeter _ready = new();
    private TimeSpan _blankWait;
    private TimeSpan _load;
    private TimeSpan _compile;
    private TimeSpan _evaluate;
    private TimeSpan _firstResponse;
    private long _cacheHits;

    public void Add(ColdStartPhases phases)
    {
        _ready.Add(phases.Ready);
        _blankWait += phases.BlankWait;
        _load += phases.Load;
        _compile += phases.Compile;
        _evaluate += phases.Evaluate;
        _firstResponse += phases.FirstResponse ?? TimeSpan.Zero;
        _cacheHits += phases.CodeCache == CodeCacheOutcome.Hit ? 1 : 0;
    }

    public void WriteTo(Dictionary<string, long> sums)
    {
        _ready.WriteTo(sums, CounterNames.Cold);
        sums[CounterNames.ColdBlankWait] = DurationMeter.ToMicroseconds(_blankWait);
        sums[CounterNames.ColdLoad] = DurationMeter.ToMicroseconds(_load);
        sums[CounterNames.ColdCompile] = DurationMeter.ToMicroseconds(_compile);
        sums[CounterNames.ColdEvaluate] = DurationMeter.ToMicroseconds(_evaluate);
        sums[CounterNames.ColdFirstResponse] = DurationMeter.ToMicroseconds(_firstResponse);
        sums[CounterNames.ColdCacheHits] = _cacheHits;
    }
}
