namespace EdgeIsolates.AspNetCore;

/// <summary>How long each phase of cold starts took, as a distribution.</summary>
internal sealed record ColdStartDistributionsDescription(
    DurationDescription BlankWait,
    DurationDescription Load,
    DurationDescription Compile,
    DurationDescription Evaluate,
    DurationDescription FirstResponse)
{
    public static ColdStartDistributionsDescription Of(ColdStartDistributions phases) => new(
        DurationDescription.Of(phases.BlankWait),
        DurationDescription.Of(phases.Load),
        DurationDescription.Of(phases.Compile),
        DurationDescription.Of(phases.Evaluate),
        DurationDescription.Of(phases.FirstResponse));
}
