using System.Globalization;

namespace EdgeIsolates.AspNetCore;

/// <summary>The figures of a number of requests. Statuses go by their first digit; 0 counts requests without an answer.</summary>
internal sealed record FiguresDescription(
    long Invocations,
    long Failures,
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyDictionary<string, long> Statuses,
    DurationDescription Latency,
    DurationDescription Cpu,
    DurationDescription ColdStarts,
    ColdStartAveragesDescription? ColdStartPhases,
    ColdStartDistributionsDescription? ColdStartDistributions,
    long MemoryPeakBytes,
    long Subrequests)
{
    public static FiguresDescription Of(InvocationFigures figures) => new(
        figures.Invocations,
        figures.Failures,
        figures.Outcomes.OrderBy(outcome => outcome.Key).ToDictionary(outcome => CamelCaseName.Of(outcome.Key), outcome => outcome.Value),
        figures.StatusClasses.OrderBy(status => status.Key).ToDictionary(status => status.Key.ToString(CultureInfo.InvariantCulture), status => status.Value),
        DurationDescription.Of(figures.Latency),
        DurationDescription.Of(figures.Cpu),
        DurationDescription.Of(figures.ColdStarts),
        figures.ColdStartPhases is { } phases ? ColdStartAveragesDescription.Of(phases) : null,
        figures.ColdStartDistributions is { } distributions ? ColdStartDistributionsDescription.Of(distributions) : null,
        figures.MemoryPeakBytes,
        figures.Subrequests);
}
