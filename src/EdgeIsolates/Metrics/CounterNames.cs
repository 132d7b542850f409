using System.Globalization;
using EdgeIsolates.Records;

namespace EdgeIsolates.Metrics;

/// <summary>The names that counters have in a store. Stored figures are found by them: a name is never changed, and never used again for something else.</summary>
internal static class CounterNames
{
    public const string Invocations = "invocations";
    public const string Subrequests = "subrequests";
    public const string Memory = "memory";
    private const string OutcomePrefix = "outcome.";
    private const string StatusPrefix = "status.";
    public const string ColdCacheHits = "cold_cache_hits";

    /// <summary>By the outcome's number: <c>outcome.exceededCpu</c>.</summary>
    public static readonly IReadOnlyList<string> Outcomes = [.. OutcomeNames.All.Select(name => OutcomePrefix + name)];

    /// <summary>By the status's first digit: <c>status.2</c>; 0 for none.</summary>
    public static readonly IReadOnlyList<string> Statuses = [.. Enumerable.Range(0, 10).Select(digit => StatusPrefix + digit.ToString(CultureInfo.InvariantCulture))];

    public static readonly DurationNames Latency = new("latency");
    public static readonly DurationNames Cpu = new("cpu");
    public static readonly DurationNames Cold = new("cold");
    public static readonly DurationNames ColdBlankWait = new("cold_blank_wait");
    public static readonly DurationNames ColdLoad = new("cold_load");
    public static readonly DurationNames ColdCompile = new("cold_compile");
    public static readonly DurationNames ColdEvaluate = new("cold_evaluate");
    public static readonly DurationNames ColdFirstResponse = new("cold_first_response");
}
