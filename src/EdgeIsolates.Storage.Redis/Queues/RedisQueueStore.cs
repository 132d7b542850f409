using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// Keeps queues in Redis: of each a sorted set of its messages' ids by the time they are due, and hashes of their contents, attempts and leases. Every operation is one
/// script. Not streams: they know neither delays nor a time at which a pending entry comes back by itself. Messages are as safe as the server's persistence is.
/// </summary>
internal sealed class RedisQueueStore(RedisConnection connection) : IQueueStore
{
    /// <summary>KEYS: queues, due, messages, attempts, leases. ARGV: queue, then id, due, content of each.</summary>
    private const string Send = """
        for i = 2, #ARGV, 3 do
            if redis.call('HSETNX', KEYS[3], ARGV[i], ARGV[i + 2]) == 1 then
                redis.call('ZADD', KEYS[2], ARGV[i + 1], ARGV[i])
            end
        end
        redis.call('SADD', KEYS[1], ARGV[1])
        return true
        """;

    /// <summary>ARGV: now, most, due before, until, lease.</summary>
    private const string Lease = """
        local ids = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
        local given = {}
        if #ids == 0 or (#ids < tonumber(ARGV[2]) and tonumber(redis.call('ZSCORE', KEYS[2], ids[1])) > tonumber(ARGV[3])) then
            return given
        end
        for _, id in ipairs(ids) do
            redis.call('ZADD', KEYS[2], ARGV[4], id)
            redis.call('HSET', KEYS[5], id, ARGV[5])
            table.insert(given, id)
            table.insert(given, redis.call('HINCRBY', KEYS[4], id, 1))
            table.insert(given, redis.call('HGET', KEYS[3], id))
        end
        return given
        """;

    /// <summary>What a message leaves when it goes.</summary>
    private const string Forget = """
        local function forget(id)
            redis.call('ZREM', KEYS[2], id)
            redis.call('HDEL', KEYS[3], id)
            redis.call('HDEL', KEYS[4], id)
            redis.call('HDEL', KEYS[5], id)
        end
        """;

    /// <summary>ARGV: id, lease, kind (a, r, b, d), due, queue, due set and messages of that queue, of each.</summary>
    private const string Settle = Forget + """

        local settled = 0
        for i = 1, #ARGV, 7 do
            local id, kind, due = ARGV[i], ARGV[i + 2], ARGV[i + 3]
            if redis.call('HGET', KEYS[5], id) == ARGV[i + 1] then
                settled = settled + 1
                if kind == 'a' then
                    forget(id)
                elseif kind == 'd' then
                    local content = redis.call('HGET', KEYS[3], id)
                    forget(id)
                    redis.call('HSET', ARGV[i + 6], id, content)
                    redis.call('ZADD', ARGV[i + 5], due, id)
                    redis.call('SADD', KEYS[1], ARGV[i + 4])
                else
                    redis.call('ZADD', KEYS[2], due, id)
                    redis.call('HDEL', KEYS[5], id)
                    if kind == 'b' then
                        redis.call('HINCRBY', KEYS[4], id, -1)
                    end
                end
            end
        end
        return settled
        """;

    /// <summary>KEYS: queues, then due and leases of each queue. ARGV: now, then the queues.</summary>
    private const string Count = """
        local counts = {}
        for q = 2, #ARGV do
            local due, leases = KEYS[2 * q - 2], KEYS[2 * q - 1]
            local all, flying = redis.call('ZCARD', due), 0
            local ready = redis.call('ZCOUNT', due, '-inf', ARGV[1])
            for _, id in ipairs(redis.call('HKEYS', leases)) do
                if tonumber(redis.call('ZSCORE', due, id)) > tonumber(ARGV[1]) then
                    flying = flying + 1
                end
            end
            if all == 0 then
                redis.call('SREM', KEYS[1], ARGV[q])
            else
                table.insert(counts, ARGV[q])
                table.insert(counts, ready)
                table.insert(counts, all - ready - flying)
                table.insert(counts, flying)
            end
        end
        return counts
        """;

    /// <summary>ARGV: after, most.</summary>
    private const string Browse = """
        local ids, shown = redis.call('HKEYS', KEYS[3]), {}
        table.sort(ids)
        for _, id in ipairs(ids) do
            if id > ARGV[1] then
                if #shown >= 5 * tonumber(ARGV[2]) then
                    break
                end
                table.insert(shown, id)
                table.insert(shown, redis.call('HGET', KEYS[3], id))
                table.insert(shown, redis.call('HGET', KEYS[4], id) or '0')
                table.insert(shown, redis.call('ZSCORE', KEYS[2], id))
                table.insert(shown, redis.call('HEXISTS', KEYS[5], id))
            end
        end
        return shown
        """;

    private const string Purge = """
        local all = redis.call('ZCARD', KEYS[2])
        redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
        return all
        """;

    /// <summary>KEYS also: due and messages of the other queue. ARGV: the other queue, most, now.</summary>
    private const string Move = Forget + """

        local ids, moved = redis.call('HKEYS', KEYS[3]), 0
        table.sort(ids)
        for _, id in ipairs(ids) do
            if moved >= tonumber(ARGV[2]) then
                break
            end
            if redis.call('HEXISTS', KEYS[5], id) == 0 or tonumber(redis.call('ZSCORE', KEYS[2], id)) <= tonumber(ARGV[3]) then
                local content = redis.call('HGET', KEYS[3], id)
                forget(id)
                redis.call('HSET', KEYS[7], id, content)
                redis.call('ZADD', KEYS[6], ARGV[3], id)
                moved = moved + 1
            end
        end
        redis.call('SADD', KEYS[1], ARGV[1])
        return moved
        """;

    private readonly RedisKey _queues = connection.Key("queues");

    public Task InitializeAsync(CancellationToken cancellationToken) =>
        connection.UseAsync(static database => database.PingAsync(), cancellationToken);

    public Task SendAsync(string queue, IReadOnlyList<QueueSend> messages, CancellationToken cancellationToken)
    {
        List<RedisValue> values = [queue];
        foreach (QueueSend sent in messages)
        {
            values.AddRange([sent.Message.Id, sent.DueAt.ToUnixTimeMilliseconds(), ContentOf(sent.Message)]);
        }

        return connection.EvaluateAsync(Send, KeysOf(queue), [.. values], cancellationToken);
    }

    public async Task<IReadOnlyList<LeasedMessage>> LeaseAsync(QueueLease lease, CancellationToken cancellationToken)
    {
        string token = Guid.NewGuid().ToString("N");
        RedisResult given = await connection.EvaluateAsync(
            Lease,
            KeysOf(lease.Queue),
            [lease.Now.ToUnixTimeMilliseconds(), lease.Most, lease.DueBefore.ToUnixTimeMilliseconds(), lease.Until.ToUnixTimeMilliseconds(), token],
            cancellationToken);
        return [.. ((RedisResult[])given!).Chunk(3).Select(some => new LeasedMessage(MessageOf((string)some[0]!, (byte[])some[2]!), (int)some[1], token))];
    }

    public async Task<int> SettleAsync(string queue, IReadOnlyList<QueueVerdict> verdicts, CancellationToken cancellationToken)
    {
        List<RedisValue> values = [];
        foreach (QueueVerdict verdict in verdicts)
        {
            RedisKey[] other = KeysOf(verdict.DeadLetterQueue);
            values.AddRange(
            [
                verdict.Message.Message.Id,
                verdict.Message.Lease,
                LetterOf(verdict.Kind),
                verdict.DueAt.ToUnixTimeMilliseconds(),
                verdict.DeadLetterQueue,
                (string)other[1]!,
                (string)other[2]!,
            ]);
        }

        return (int)await connection.EvaluateAsync(Settle, KeysOf(queue), [.. values], cancellationToken);
    }

    public async Task<IReadOnlyList<QueueCounts>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        RedisValue[] queues = await connection.UseAsync(database => database.SetMembersAsync(_queues), cancellationToken);
        RedisKey[] keys = [_queues, .. queues.SelectMany(queue => KeysOf(queue!) is var all ? new[] { all[1], all[4] } : [])];
        RedisResult counts = await connection.EvaluateAsync(Count, keys, [now.ToUnixTimeMilliseconds(), .. queues], cancellationToken);
        return
        [
            .. ((RedisResult[])counts!).Chunk(4)
                .Select(static queue => new QueueCounts((string)queue[0]!, (long)queue[1], (long)queue[2], (long)queue[3]))
                .OrderBy(static queue => queue.Queue, StringComparer.Ordinal),
        ];
    }

    public async Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, string after, int most, CancellationToken cancellationToken)
    {
        RedisResult shown = await connection.EvaluateAsync(Browse, KeysOf(queue), [after, most], cancellationToken);
        return
        [
            .. ((RedisResult[])shown!).Chunk(5).Select(static message => new StoredMessage(
                MessageOf((string)message[0]!, (byte[])message[1]!),
                (int)message[2],
                DateTimeOffset.FromUnixTimeMilliseconds((long)double.Parse((string)message[3]!, CultureInfo.InvariantCulture)),
                (long)message[4] == 1)),
        ];
    }

    public async Task<long> PurgeAsync(string queue, CancellationToken cancellationToken) =>
        (long)await connection.EvaluateAsync(Purge, KeysOf(queue), [], cancellationToken);

    public async Task<int> MoveAsync(string queue, string to, int most, DateTimeOffset now, CancellationToken cancellationToken) => queue == to
        ? 0
        : (int)await connection.EvaluateAsync(Move, [.. KeysOf(queue), .. KeysOf(to)[1..3]], [to, most, now.ToUnixTimeMilliseconds()], cancellationToken);

    /// <summary>The set of queues, and of the queue: due, messages, attempts, leases.</summary>
    private RedisKey[] KeysOf(string queue) =>
    [
        _queues,
        connection.Key($"queue:due:{queue}"),
        connection.Key($"queue:messages:{queue}"),
        connection.Key($"queue:attempts:{queue}"),
        connection.Key($"queue:leases:{queue}"),
    ];

    private static string LetterOf(QueueVerdictKind kind) => kind switch
    {
        QueueVerdictKind.Acknowledge => "a",
        QueueVerdictKind.DeadLetter => "d",
        QueueVerdictKind.Release => "b",
        _ => "r",
    };

    /// <summary>A line of text, then the body.</summary>
    private static byte[] ContentOf(QueueMessage message) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.SentAt.ToUnixTimeMilliseconds()} {(int)message.ContentType}\n")),
        .. message.Body.Span,
    ];

    private static QueueMessage MessageOf(string id, byte[] content)
    {
        int end = Array.IndexOf(content, (byte)'\n');
        string[] line = Encoding.ASCII.GetString(content, 0, end).Split(' ');
        return new QueueMessage(
            id,
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(line[0], CultureInfo.InvariantCulture)),
            (QueueContentType)int.Parse(line[1], CultureInfo.InvariantCulture),
            content.AsMemory(end + 1));
    }
}
