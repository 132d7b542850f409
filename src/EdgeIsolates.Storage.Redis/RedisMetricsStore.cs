using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// Keeps in Redis what functions did: a hash of counters for each version, region and minute (fields <c>s…</c> add up, of <c>p…</c> the greatest
/// counts), and two kinds of index by minute, one of all buckets and one for each function.
/// </summary>
internal sealed class RedisMetricsStore(RedisConnection connection) : IMetricsStore
{
    /// <summary>Counters are compared as text, because Lua's numbers are exact to 2^53 only; none is negative.</summary>
    private const string Add = """
        if not redis.call('SET', KEYS[1], 1, 'NX', 'EX', ARGV[1]) then
            return false
        end
        local a = 2
        for k = 3, #KEYS, 2 do
            local minute, id, sums, peaks = ARGV[a], ARGV[a + 1], tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3])
            a = a + 4
            redis.call('ZADD', KEYS[2], minute, id)
            redis.call('ZADD', KEYS[k + 1], minute, id)
            for _ = 1, sums do
                redis.call('HINCRBY', KEYS[k], 's' .. ARGV[a], ARGV[a + 1])
                a = a + 2
            end
            for _ = 1, peaks do
                local name, value = 'p' .. ARGV[a], ARGV[a + 1]
                local present = redis.call('HGET', KEYS[k], name)
                if not present or #value > #present or (#value == #present and value > present) then
                    redis.call('HSET', KEYS[k], name, value)
                end
                a = a + 2
            end
        end
        return true
        """;

    private const string Remove = """
        for i = 1, #ARGV do
            redis.call('DEL', KEYS[2 * i])
            redis.call('ZREM', KEYS[2 * i + 1], ARGV[i])
            redis.call('ZREM', KEYS[1], ARGV[i])
        end
        return true
        """;

    /// <summary>Buckets that are read or removed in one step, so that others get their turn.</summary>
    private const int Step = 500;

    /// <summary>For how long a batch is known by its id.</summary>
    private static readonly TimeSpan BatchMemory = TimeSpan.FromHours(2);

    private readonly RedisKey _index = connection.Key("metrics");

    public Task InitializeAsync(CancellationToken cancellationToken) =>
        connection.UseAsync(static database => database.PingAsync(), cancellationToken);

    public Task AddAsync(MetricsBatch batch, CancellationToken cancellationToken)
    {
        List<RedisKey> keys = [connection.Key($"metrics:batch:{batch.Id}"), _index];
        List<RedisValue> values = [(long)BatchMemory.TotalSeconds];
        foreach (MetricsBucket bucket in batch.Buckets)
        {
            BucketId id = BucketId.Of(bucket);
            keys.AddRange(KeysOf(id));
            values.AddRange([id.Minute, id.Text, bucket.Sums.Count, bucket.Peaks.Count]);
            values.AddRange(bucket.Sums.Concat(bucket.Peaks).SelectMany(static counter => new RedisValue[] { counter.Key, counter.Value }));
        }

        return connection.EvaluateAsync(Add, [.. keys], [.. values], cancellationToken);
    }

    public async Task<IReadOnlyList<MetricsBucket>> ReadAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        RedisKey index = query.FunctionName is { } name ? FunctionIndex(name) : _index;
        RedisValue[] ids = await connection.UseAsync(
            database => database.SortedSetRangeByScoreAsync(index, query.From.ToUnixTimeSeconds(), query.To.ToUnixTimeSeconds(), Exclude.Stop),
            cancellationToken);
        List<MetricsBucket> buckets = new(ids.Length);
        foreach (BucketId[] some in ids.Select(static id => BucketId.Parse(id!)).Chunk(Step))
        {
            HashEntry[][] counters = await connection.UseAsync(
                database => Task.WhenAll(some.Select(id => database.HashGetAllAsync(KeysOf(id)[0]))),
                cancellationToken);
            buckets.AddRange(some.Zip(counters, static (id, counter) => id.ToBucket(CountersOf(counter, 's'), CountersOf(counter, 'p'))));
        }

        return buckets;
    }

    public async Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (true)
        {
            RedisValue[] ids = await connection.UseAsync(
                database => database.SortedSetRangeByScoreAsync(_index, stop: before.ToUnixTimeSeconds(), exclude: Exclude.Stop, take: Step),
                cancellationToken);
            if (ids is [])
            {
                return;
            }

            RedisKey[] keys = [_index, .. ids.SelectMany(id => KeysOf(BucketId.Parse(id!)))];
            await connection.EvaluateAsync(Remove, keys, ids, cancellationToken);
        }
    }

    private RedisKey FunctionIndex(string functionName) => connection.Key($"metrics:function:{functionName}");

    private RedisKey[] KeysOf(BucketId id) => [connection.Key($"metrics:bucket:{id.Text}"), FunctionIndex(id.FunctionName)];

    private static Dictionary<string, long> CountersOf(HashEntry[] counters, char kind) => counters
        .Select(static counter => (Name: (string)counter.Name!, Value: (long)counter.Value))
        .Where(counter => counter.Name[0] == kind)
        .ToDictionary(static counter => counter.Name[1..], static counter => counter.Value);
}
