namespace EdgeIsolates.Metrics;

/// <summary>The histograms of cold starts put together from the counters of many buckets.</summary>
internal sealed class ColdStartTotals
{
    private readonly DurationTotals _ready = new(CounterNames.Cold);
    private readonly DurationTotals _blankWait = new(CounterNames.ColdBlankWait);
    private readonly DurationTotals _load = new(CounterNames.ColdLoad);
    private readonly DurationTotals _compile = new(CounterNames.ColdCompile);
    private readonly DurationTotals _evaluate = new(CounterNames.ColdEvaluate);
    private readonly DurationTotals _firstResponse = new(CounterNames.ColdFirstResponse);

    /// <summary>Adds a counter; false when it is none of these.</summary>
    public bool TryAdd(string counter, long value) =>
        _ready.TryAdd(counter, value)
        || _blankWait.TryAdd(counter, value)
        || _load.TryAdd(counter, value)
        || _compile.TryAdd(counter, value)
        || _evaluate.TryAdd(counter, value)
        || _firstResponse.TryAdd(counter, value);

    public DurationFigures Ready() => _ready.Build();

    /// <summary>The averages come from the sums, which are exact.</summary>
    public ColdStartAverages Averages(long count, long cacheHits) => new(
        _blankWait.Total / count,
        _load.Total / count,
        _compile.Total / count,
        _evaluate.Total / count,
        _firstResponse.Total / count,
        (double)cacheHits / count);

    public ColdStartDistributions Distributions() =>
        new(_blankWait.Build(), _load.Build(), _compile.Build(), _evaluate.Build(), _firstResponse.Build());
}
