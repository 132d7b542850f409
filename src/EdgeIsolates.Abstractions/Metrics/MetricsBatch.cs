namespace EdgeIsolates;

/// <summary>Buckets to add to a store in one step.</summary>
/// <param name="Id">Names the batch, so that one that is sent again (because nobody knows whether it arrived) counts once.</param>
/// <param name="Buckets">The buckets; each version, region and minute occurs once.</param>
public sealed record MetricsBatch(Guid Id, IReadOnlyList<MetricsBucket> Buckets);
