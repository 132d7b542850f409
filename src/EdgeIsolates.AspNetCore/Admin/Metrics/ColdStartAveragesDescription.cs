namespace EdgeIsolates.AspNetCore;

/// <summary>Where the time of the average cold start went, in milliseconds; of the code cache the share of hits, 0 to 1.</summary>
internal sealed record ColdStartAveragesDescription(double BlankWaitMs, double LoadMs, double CompileMs, double EvaluateMs, double FirstResponseMs, double CodeCacheHits)
{
    public static ColdStartAveragesDescription Of(ColdStartAverages phases) => new(
        phases.BlankWait.TotalMilliseconds,
        phases.Load.TotalMilliseconds,
        phases.Compile.TotalMilliseconds,
        phases.Evaluate.TotalMilliseconds,
        phases.FirstResponse.TotalMilliseconds,
        phases.CodeCacheHits);
}
