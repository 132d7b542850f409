using System.Globalization;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// Counts that all nodes share: for each key a hash of its slices, which Redis forgets when nobody has passed for two periods. Slices are by the nodes' clocks; one that is ahead
/// counts in slices to come, and those count for all.
/// </summary>
internal sealed class RedisRateLimits(RedisConnection connection, TimeProvider time) : IRateLimits
{
    private const string Take = """
        local counts, sum = redis.call('HGETALL', KEYS[1]), 0
        for i = 1, #counts, 2 do
            if tonumber(counts[i]) < tonumber(ARGV[1]) - tonumber(ARGV[2]) then
                redis.call('HDEL', KEYS[1], counts[i])
            else
                sum = sum + tonumber(counts[i + 1])
            end
        end
        if sum >= tonumber(ARGV[3]) then
            return 0
        end
        redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
        redis.call('EXPIRE', KEYS[1], ARGV[4])
        return 1
        """;

    public async ValueTask<bool> TryTakeAsync(RateLimit limit, string key, CancellationToken cancellationToken)
    {
        RedisKey counts = connection.Key(string.Create(
            CultureInfo.InvariantCulture,
            $"limit:{limit.PeriodSeconds}:{RateLimit.Digest(key):x32}:{limit.NamespaceId}"));
        RedisValue[] values = [limit.SliceAt(time.GetUtcNow()), RateLimit.Slices, limit.Limit, 2L * limit.PeriodSeconds];
        return (int)await connection.EvaluateAsync(Take, [counts], values, cancellationToken) == 1;
    }
}
