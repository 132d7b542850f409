using System.Globalization;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// Keeps in Redis which route belongs to which function: a hash of all claims, each the time and the function's name, and for each function the
/// set of its patterns. Scripts keep the two together.
/// </summary>
internal sealed class RedisRouteStore(RedisConnection connection) : IRouteStore
{
    private const string Claim = """
        local others = {}
        for i = 3, #ARGV do
            local claim = redis.call('HGET', KEYS[1], ARGV[i])
            if claim and string.sub(claim, string.find(claim, ' ', 1, true) + 1) ~= ARGV[1] then
                table.insert(others, ARGV[i])
                table.insert(others, claim)
            end
        end
        if #others == 0 then
            for i = 3, #ARGV do
                redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[2] .. ' ' .. ARGV[1])
                redis.call('SADD', KEYS[2], ARGV[i])
            end
        end
        return others
        """;

    private const string Release = """
        local kept = {}
        for i = 1, #ARGV do
            kept[ARGV[i]] = true
        end
        for _, pattern in ipairs(redis.call('SMEMBERS', KEYS[2])) do
            if not kept[pattern] then
                redis.call('HDEL', KEYS[1], pattern)
                redis.call('SREM', KEYS[2], pattern)
            end
        end
        return true
        """;

    private readonly RedisKey _routes = connection.Key("routes");

    public Task InitializeAsync(CancellationToken cancellationToken) =>
        connection.UseAsync(static database => database.PingAsync(), cancellationToken);

    public async Task<IReadOnlyList<RouteClaim>> TryClaimAsync(
        string functionName,
        IReadOnlyList<string> patterns,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        RedisValue[] values = [functionName, now.ToUnixTimeMilliseconds(), .. patterns.Distinct().Select(static pattern => (RedisValue)pattern)];
        RedisResult others = await connection.EvaluateAsync(Claim, Keys(functionName), values, cancellationToken);
        return [.. ((string[])others!).Chunk(2).Select(static claim => ToClaim(claim[0], claim[1]))];
    }

    public Task ReleaseAsync(string functionName, IReadOnlyCollection<string> kept, CancellationToken cancellationToken) =>
        connection.EvaluateAsync(Release, Keys(functionName), [.. kept.Select(static pattern => (RedisValue)pattern)], cancellationToken);

    public async Task<IReadOnlyList<RouteClaim>> ListAsync(CancellationToken cancellationToken)
    {
        HashEntry[] claims = await connection.UseAsync(database => database.HashGetAllAsync(_routes), cancellationToken);
        return [.. claims.Select(static claim => ToClaim(claim.Name!, claim.Value!))];
    }

    private RedisKey[] Keys(string functionName) => [_routes, connection.Key($"routes:{functionName}")];

    private static RouteClaim ToClaim(string pattern, string claim)
    {
        int space = claim.IndexOf(' ', StringComparison.Ordinal);
        long claimedAt = long.Parse(claim.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture);
        return new RouteClaim(pattern, claim[(space + 1)..], DateTimeOffset.FromUnixTimeMilliseconds(claimedAt));
    }
}
