namespace EdgeIsolates.Metrics;

/// <summary>Reads the store after everything that this node counted was written to it, so each request is in there once.</summary>
internal sealed class EdgeMetrics(MetricsFlush flush, IMetricsStore store) : IEdgeMetrics
{
    public async ValueTask<IReadOnlyList<FunctionMetrics>> ReadAsync(FunctionMetricsQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
        await flush.FlushAsync(cancellationToken);
        DateTimeOffset from = Floor(query.From, TimeSpan.FromMinutes(1));
        IReadOnlyList<MetricsBucket> buckets = await store.ReadAsync(new MetricsQuery(from, query.To, query.FunctionName), cancellationToken);
        return [.. buckets.Where(bucket => query.Region is null || bucket.Region == query.Region)
            .GroupBy(bucket => bucket.FunctionName)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => OfFunction(group, query.Step))];
    }

    private static void Check(FunctionMetricsQuery query)
    {
        if (query.To <= query.From)
        {
            throw new ArgumentException($"The query ends at {query.To:O}, which is not after its beginning at {query.From:O}.", nameof(query));
        }

        if (query.Step is not { } step)
        {
            return;
        }

        if (step < TimeSpan.FromMinutes(1) || step.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new ArgumentException($"The step is {step}; it must be whole minutes, at least one.", nameof(query));
        }

        if ((query.To - query.From) / step > FunctionMetricsQuery.MostSteps)
        {
            throw new ArgumentException($"The query asks for more than {FunctionMetricsQuery.MostSteps} steps.", nameof(query));
        }
    }

    private static FunctionMetrics OfFunction(IGrouping<string, MetricsBucket> buckets, TimeSpan? step) => new()
    {
        FunctionName = buckets.Key,
        Total = Figures(buckets),
        Series = Series(buckets, step),
        Versions =
        [
            .. buckets.GroupBy(bucket => bucket.Version)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new VersionMetrics(group.Key, Figures(group), Series(group, step))),
        ],
        Regions =
        [
            .. buckets.GroupBy(bucket => bucket.Region)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new RegionMetrics(group.Key, Figures(group), Series(group, step))),
        ],
    };

    private static IReadOnlyList<MetricsPoint> Series(IEnumerable<MetricsBucket> buckets, TimeSpan? step) => step is not { } width
        ? []
        : [.. buckets.GroupBy(bucket => Floor(bucket.Minute, width)).OrderBy(group => group.Key).Select(group => new MetricsPoint(group.Key, Figures(group)))];

    private static InvocationFigures Figures(IEnumerable<MetricsBucket> buckets)
    {
        var figures = new FiguresBuilder();
        foreach (MetricsBucket bucket in buckets)
        {
            figures.Add(bucket);
        }

        return figures.Build();
    }

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan width) => new(time.UtcTicks - (time.UtcTicks % width.Ticks), TimeSpan.Zero);
}
