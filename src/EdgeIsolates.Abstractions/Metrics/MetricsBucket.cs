namespace EdgeIsolates;

/// <summary>
/// What one version of a function did in one minute. Stores need not know the counters: sums are added up, of peaks the greater is kept. Immutable.
/// </summary>
public sealed record MetricsBucket
{
    /// <summary>The function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The version, such as <c>3-9f86d081</c>; empty for requests that met none.</summary>
    public required string Version { get; init; }

    /// <summary>The region that the requests ran in; empty when the host does not say.</summary>
    public string Region { get; init; } = "";

    /// <summary>The minute's beginning, in UTC.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>Counters that add up, by name, such as <c>outcome.ok</c> or <c>latency.412</c> (a histogram's cell). None is negative.</summary>
    public IReadOnlyDictionary<string, long> Sums { get; init; } = new Dictionary<string, long>();

    /// <summary>Figures of which the greatest counts, by name, such as <c>memory</c>. None is negative.</summary>
    public IReadOnlyDictionary<string, long> Peaks { get; init; } = new Dictionary<string, long>();

    /// <summary>Puts two buckets of the same version, region and minute together.</summary>
    /// <param name="other">The other bucket.</param>
    /// <returns>A bucket with the sums added up and the greater peaks.</returns>
    public MetricsBucket Add(MetricsBucket other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Sums = Merge(Sums, other.Sums, static (left, right) => left + right),
            Peaks = Merge(Peaks, other.Peaks, Math.Max),
        };
    }

    private static Dictionary<string, long> Merge(IReadOnlyDictionary<string, long> left, IReadOnlyDictionary<string, long> right, Func<long, long, long> merge)
    {
        var merged = new Dictionary<string, long>(left);
        foreach ((string name, long value) in right)
        {
            merged[name] = merged.TryGetValue(name, out long present) ? merge(present, value) : value;
        }

        return merged;
    }
}
