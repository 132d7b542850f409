using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// Keeps answers of the Cache API in Redis: for each function and key a hash of its answers by their ids, and beside it each body under a key of its own, so that a node that has a body
/// already asks for the hash alone. Redis forgets both by itself, when they expire or when it has no room.
/// </summary>
internal sealed class RedisResponseStore(RedisCacheOptions options, TimeProvider time) : IResponseStore, IDisposable
{
    /// <summary>KEYS: answers, body, then the replaced bodies. ARGV: id, answer, body, milliseconds to live, then the replaced ids.</summary>
    private const string Put = """
        for i = 3, #KEYS do
            redis.call('DEL', KEYS[i])
            redis.call('HDEL', KEYS[1], ARGV[i + 2])
        end
        redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[4]) then
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
        end
        return true
        """;

    /// <summary>KEYS: answers. The bodies lie beside them, in the same slot of a cluster.</summary>
    private const string Delete = """
        local answers = redis.call('HGETALL', KEYS[1])
        for i = 1, #answers, 2 do
            redis.call('DEL', KEYS[1] .. ':' .. answers[i])
        end
        redis.call('DEL', KEYS[1])
        return answers
        """;

    private readonly RedisConnection _connection = new(options.Settings, time);

    public long MaxBodyBytes => options.MaxBodyBytes;

    public TimeSpan LocalTime => options.LocalTime;

    public async Task<IReadOnlyList<StoredResponse>> ListAsync(string functionName, string key, CancellationToken cancellationToken)
    {
        RedisKey answers = AnswersKey(functionName, key);
        RedisValue[] found = await _connection.UseAsync(database => database.HashValuesAsync(answers), cancellationToken);
        return [.. found.Select(static answer => Read((string)answer!))];
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string functionName, string key, string id, CancellationToken cancellationToken)
    {
        RedisKey body = BodyKey(AnswersKey(functionName, key), id);
        RedisValue bytes = await _connection.UseAsync(database => database.StringGetAsync(body), cancellationToken);
        return bytes.IsNull ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(bytes);
    }

    public Task PutAsync(
        string functionName,
        string key,
        StoredResponse response,
        ReadOnlyMemory<byte> body,
        IReadOnlyCollection<string> replaced,
        CancellationToken cancellationToken)
    {
        string answers = AnswersKey(functionName, key);
        long milliseconds = Math.Max(1, (long)(response.ExpiresAt - time.GetUtcNow()).TotalMilliseconds);
        return _connection.EvaluateAsync(
            Put,
            [answers, BodyKey(answers, response.Id), .. replaced.Select(id => BodyKey(answers, id))],
            [response.Id, JsonSerializer.Serialize(response, StoreJson.StoredResponse), body.ToArray(), milliseconds, .. replaced.Select(static id => (RedisValue)id)],
            cancellationToken);
    }

    public async Task<IReadOnlyList<StoredResponse>> DeleteAsync(string functionName, string key, CancellationToken cancellationToken)
    {
        var deleted = (string[])(await _connection.EvaluateAsync(Delete, [AnswersKey(functionName, key)], [], cancellationToken))!;
        return [.. deleted.Where(static (_, index) => index % 2 == 1).Select(Read)];
    }

    public void Dispose() => _connection.Dispose();

    private static StoredResponse Read(string json) => JsonSerializer.Deserialize(json, StoreJson.StoredResponse)!;

    /// <summary>Of a length that does not depend on the URL's. The name's length keeps functions apart, whatever characters they have.</summary>
    private string AnswersKey(string functionName, string key) =>
        _connection.Key($"cache:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{functionName.Length} {functionName}{key}")))}");

    private static RedisKey BodyKey(string answers, string id) => $"{answers}:{id}";
}
