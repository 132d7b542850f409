using System.Globalization;
using System.Text.Json;

namespace EdgeIsolates.Storage.Redis;

/// <summary>Which version, region and minute a bucket is of. As text it is a JSON list, so that no name can be taken for two.</summary>
/// <param name="Minute">The minute's beginning in seconds since 1970.</param>
/// <param name="FunctionName">The function's name.</param>
/// <param name="Version">The version.</param>
/// <param name="Region">The region.</param>
internal sealed record BucketId(long Minute, string FunctionName, string Version, string Region)
{
    public string Text { get; } = JsonSerializer.Serialize<string[]>([Minute.ToString(CultureInfo.InvariantCulture), FunctionName, Version, Region]);

    public static BucketId Of(MetricsBucket bucket) => new(bucket.Minute.ToUnixTimeSeconds(), bucket.FunctionName, bucket.Version, bucket.Region);

    public static BucketId Parse(string text)
    {
        string[] parts = JsonSerializer.Deserialize<string[]>(text)!;
        return new BucketId(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2], parts[3]);
    }

    public MetricsBucket ToBucket(IReadOnlyDictionary<string, long> sums, IReadOnlyDictionary<string, long> peaks) => new()
    {
        FunctionName = FunctionName,
        Version = Version,
        Region = Region,
        Minute = DateTimeOffset.FromUnixTimeSeconds(Minute),
        Sums = sums,
        Peaks = peaks,
    };
}
