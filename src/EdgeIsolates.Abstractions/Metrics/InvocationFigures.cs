using System.Collections.ObjectModel;

namespace EdgeIsolates;

/// <summary>The figures of a number of requests. Counts, sums and peaks are exact; quantiles are within 2 %. Immutable.</summary>
public sealed record InvocationFigures
{
    /// <summary>How many requests there were.</summary>
    public long Invocations { get; init; }

    /// <summary>How they ended; outcomes that did not occur are left out.</summary>
    public IReadOnlyDictionary<InvocationOutcome, long> Outcomes { get; init; } = ReadOnlyDictionary<InvocationOutcome, long>.Empty;

    /// <summary>Their answers by the status's first digit, 2 to 5; 0 counts requests without an answer.</summary>
    public IReadOnlyDictionary<int, long> StatusClasses { get; init; } = ReadOnlyDictionary<int, long>.Empty;

    /// <summary>How many ended with any other outcome than <see cref="InvocationOutcome.Ok"/>.</summary>
    public long Failures => Invocations - Outcomes.GetValueOrDefault(InvocationOutcome.Ok);

    /// <summary>The wall time from the call until there was an answer or a failure.</summary>
    public DurationFigures Latency { get; init; } = DurationFigures.None;

    /// <summary>The CPU time of the requests.</summary>
    public DurationFigures Cpu { get; init; } = DurationFigures.None;

    /// <summary>The wall time of cold starts, from the request for an isolate until it could take a request; their number is <see cref="DurationFigures.Count"/>.</summary>
    public DurationFigures ColdStarts { get; init; } = DurationFigures.None;

    /// <summary>The phases of the average cold start; <see langword="null"/> when there was none.</summary>
    public ColdStartAverages? ColdStartPhases { get; init; }

    /// <summary>The phases of cold starts, each as a distribution; <see langword="null"/> when there was none.</summary>
    public ColdStartDistributions? ColdStartDistributions { get; init; }

    /// <summary>The most memory that an isolate used when it answered, in bytes.</summary>
    public long MemoryPeakBytes { get; init; }

    /// <summary>How many requests they made by <c>fetch</c>.</summary>
    public long Subrequests { get; init; }
}
