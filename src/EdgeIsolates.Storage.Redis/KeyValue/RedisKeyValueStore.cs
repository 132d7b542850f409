using System.Globalization;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// Keeps keys and values in Redis: a hash for each entry (<c>v</c> its value, <c>m</c> its metadata, <c>e</c> the millisecond of its end), for each
/// namespace a sorted set of its keys, in which Redis orders by bytes, and one sorted set of all ends. Scripts keep them together.
/// </summary>
/// <remarks>
/// Ends are judged by our clock, not by Redis' own expiry, so that an entry and its name in the sets go at once. What Redis loses by itself (a
/// <c>maxmemory-policy</c> that evicts) is missing in reads and lists.
/// </remarks>
internal sealed class RedisKeyValueStore(RedisConnection connection, TimeProvider time) : IKeyValueStore
{
    private const string Put = """
        redis.call('DEL', KEYS[1])
        redis.call('HSET', KEYS[1], 'v', ARGV[3])
        redis.call('ZADD', KEYS[2], 0, ARGV[1])
        if ARGV[4] ~= '' then
            redis.call('HSET', KEYS[1], 'm', ARGV[4])
        end
        if ARGV[5] ~= '' then
            redis.call('HSET', KEYS[1], 'e', ARGV[5])
            redis.call('ZADD', KEYS[3], ARGV[5], ARGV[2])
        else
            redis.call('ZREM', KEYS[3], ARGV[2])
        end
        return true
        """;

    private const string Delete = """
        redis.call('DEL', KEYS[1])
        redis.call('ZREM', KEYS[2], ARGV[1])
        redis.call('ZREM', KEYS[3], ARGV[2])
        return true
        """;

    private const string Get = """
        local entries, left = {}, tonumber(ARGV[2])
        for i = 1, #KEYS do
            local e = redis.call('HGET', KEYS[i], 'e')
            if not e or tonumber(e) > tonumber(ARGV[1]) then
                left = left - redis.call('HSTRLEN', KEYS[i], 'v')
                if left < 0 then
                    return false
                end
                entries[i] = redis.call('HMGET', KEYS[i], 'v', 'm', 'e')
            else
                entries[i] = {}
            end
        end
        return entries
        """;

    private const string Remove = """
        for i = 2, #ARGV, 2 do
            local e = redis.call('ZSCORE', KEYS[1], ARGV[i])
            if e and tonumber(e) <= tonumber(ARGV[1]) then
                redis.call('DEL', KEYS[i])
                redis.call('ZREM', KEYS[i + 1], ARGV[i + 1])
                redis.call('ZREM', KEYS[1], ARGV[i])
            end
        end
        return true
        """;

    private readonly RedisKey _ends = connection.Key("kv:ends");

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task InitializeAsync(CancellationToken cancellationToken) =>
        connection.UseAsync(static database => database.PingAsync(), cancellationToken);

    public async Task<KeyValueEntry?> GetAsync(string namespaceId, string key, CancellationToken cancellationToken) =>
        (await GetManyAsync(namespaceId, [key], int.MaxValue, cancellationToken))!.SingleOrDefault();

    public async Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(
        string namespaceId,
        IReadOnlyList<string> keys,
        long maxBytes,
        CancellationToken cancellationToken)
    {
        RedisKey[] hashes = [.. keys.Select(key => EntryKey(namespaceId, key))];
        RedisResult entries = await connection.EvaluateAsync(Get, hashes, [Now, maxBytes], cancellationToken);
        return entries.IsNull ? null : [.. keys.Zip((RedisResult[])entries!, ToEntry).OfType<KeyValueEntry>()];
    }

    public Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken) =>
        connection.EvaluateAsync(
            Put,
            [EntryKey(namespaceId, entry.Key), IndexKey(namespaceId), _ends],
            [
                entry.Key,
                Qualified(namespaceId, entry.Key),
                entry.Value.ToArray(),
                entry.Metadata ?? "",
                entry.ExpiresAt?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? "",
            ],
            cancellationToken);

    public Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken) =>
        connection.EvaluateAsync(
            Delete,
            [EntryKey(namespaceId, key), IndexKey(namespaceId), _ends],
            [key, Qualified(namespaceId, key)],
            cancellationToken);

    public async Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken)
    {
        List<KeyValueName> names = [];
        KeyValueQuery left = query;
        while (true)
        {
            string[] keys = await KeysAsync(namespaceId, left, cancellationToken);
            names.AddRange(await NamesAsync(namespaceId, keys, cancellationToken));
            if (keys.Length < left.Limit || names.Count == query.Limit)
            {
                return names;
            }

            // Some had expired: their places are filled by those behind.
            left = query with { After = keys[^1], Limit = query.Limit - names.Count };
        }
    }

    public async Task<int> RemoveExpiredAsync(int limit, CancellationToken cancellationToken)
    {
        long now = Now;
        RedisValue[] members = await connection.UseAsync(
            database => database.SortedSetRangeByScoreAsync(_ends, stop: now, take: limit),
            cancellationToken);
        if (members is [])
        {
            return 0;
        }

        (string Namespace, string Key)[] ended = [.. members.Select(static member => ParseEnd(member!))];
        RedisKey[] keys = [_ends, .. ended.SelectMany(end => new[] { EntryKey(end.Namespace, end.Key), IndexKey(end.Namespace) })];
        RedisValue[] values = [now, .. members.Zip(ended).SelectMany(static end => new RedisValue[] { end.First, end.Second.Key })];
        await connection.EvaluateAsync(Remove, keys, values, cancellationToken);
        return members.Length;
    }

    private async Task<string[]> KeysAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken)
    {
        RedisValue[] keys = await connection.UseAsync(
            database => database.SortedSetRangeByValueAsync(
                IndexKey(namespaceId),
                query.First(),
                query.End() is { } end ? end : default(RedisValue),
                Exclude.Stop,
                take: query.Limit),
            cancellationToken);
        return [.. keys.Select(static key => (string)key!)];
    }

    private async Task<IEnumerable<KeyValueName>> NamesAsync(string namespaceId, string[] keys, CancellationToken cancellationToken)
    {
        RedisValue[] fields = ["e", "m"];
        RedisValue[][] found = await connection.UseAsync(
            async database => await Task.WhenAll(keys.Select(key => database.HashGetAsync(EntryKey(namespaceId, key), fields))),
            cancellationToken);
        long now = Now;
        return keys
            .Zip(found, static (key, values) => new KeyValueName(key, TimeOf(values[0]), values[1]))
            .Where(name => name.ExpiresAt is not { } end || end.ToUnixTimeMilliseconds() > now);
    }

    /// <summary>The namespace's length keeps namespaces apart, whatever characters they have.</summary>
    private static string Qualified(string namespaceId, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{namespaceId.Length}:{namespaceId}:{key}");

    private RedisKey EntryKey(string namespaceId, string key) => connection.Key($"kv:entry:{Qualified(namespaceId, key)}");

    private RedisKey IndexKey(string namespaceId) => connection.Key($"kv:keys:{namespaceId}");

    private static (string Namespace, string Key) ParseEnd(string member)
    {
        int colon = member.IndexOf(':', StringComparison.Ordinal);
        int length = int.Parse(member.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture);
        return (member.Substring(colon + 1, length), member[(colon + length + 2)..]);
    }

    private static KeyValueEntry? ToEntry(string key, RedisResult result)
    {
        RedisValue[] fields = (RedisValue[])result!;
        return fields is [{ IsNull: false } value, var metadata, var end]
            ? new KeyValueEntry { Key = key, Value = (byte[])value!, Metadata = metadata, ExpiresAt = TimeOf(end) }
            : null;
    }

    private static DateTimeOffset? TimeOf(RedisValue milliseconds) =>
        milliseconds.IsNull ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
}
