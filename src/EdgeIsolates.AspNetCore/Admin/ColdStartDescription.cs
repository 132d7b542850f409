namespace EdgeIsolates.AspNetCore;

/// <summary>Where the time of one cold start went, in milliseconds.</summary>
internal sealed record ColdStartDescription(
    double ReadyMs,
    double BlankWaitMs,
    double LoadMs,
    double CompileMs,
    double EvaluateMs,
    double? FirstResponseMs,
    CodeCacheOutcome CodeCache)
{
    public static ColdStartDescription? Of(ColdStartPhases? coldStart) => coldStart is not { } phases ? null : new(
        phases.Ready.TotalMilliseconds,
        phases.BlankWait.TotalMilliseconds,
        phases.Load.TotalMilliseconds,
        phases.Compile.TotalMilliseconds,
        phases.Evaluate.TotalMilliseconds,
        phases.FirstResponse?.TotalMilliseconds,
        phases.CodeCache);
}
