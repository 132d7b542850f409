namespace EdgeIsolates.Metrics;

/// <summary>Cold starts being counted: a histogram of the whole, and of each phase. Its owner locks.</summary>
internal sealed class ColdStartMeter
{
    private readonly DurationMeter _ready = new();
    private readonly DurationMeter _blankWait = new();
    private readonly DurationMeter _load = new();
    private readonly DurationMeter _compile = new();
    private readonly DurationMeter _evaluate = new();
    private readonly DurationMeter _firstResponse = new();
    private long _cacheHits;

    public void Add(ColdStartPhases phases)
    {
        _ready.Add(phases.Ready);
        _blankWait.Add(phases.BlankWait);
        _load.Add(phases.Load);
        _compile.Add(phases.Compile);
        _evaluate.Add(phases.Evaluate);
        if (phases.FirstResponse is { } firstResponse)
        {
            _firstResponse.Add(firstResponse);
        }

        _cacheHits += phases.CodeCache == CodeCacheOutcome.Hit ? 1 : 0;
    }

    public void WriteTo(Dictionary<string, long> sums)
    {
        _ready.WriteTo(sums, CounterNames.Cold);
        _blankWait.WriteTo(sums, CounterNames.ColdBlankWait);
        _load.WriteTo(sums, CounterNames.ColdLoad);
        _compile.WriteTo(sums, CounterNames.ColdCompile);
        _evaluate.WriteTo(sums, CounterNames.ColdEvaluate);
        _firstResponse.WriteTo(sums, CounterNames.ColdFirstResponse);
        sums[CounterNames.ColdCacheHits] = _cacheHits;
    }
}
