using System.Globalization;
using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// Keeps runs of schedules in Redis: a hash for each run, and sorted sets of the runs' names: those of a function, all, and those that are open. A run's name is
/// "function time expression".
/// </summary>
internal sealed class RedisScheduleStore(RedisConnection connection) : IScheduleStore
{
    /// <summary>KEYS: run, of the function, all, open, last. ARGV: name, time, cron, node, now, until.</summary>
    private const string Claim = """
        local attempt = redis.call('HGET', KEYS[1], 'attempt')
        if attempt and (redis.call('HEXISTS', KEYS[1], 'outcome') == 1 or tonumber(redis.call('HGET', KEYS[1], 'until')) > tonumber(ARGV[5])) then
            return 0
        end
        attempt = (attempt or 0) + 1
        redis.call('HMSET', KEYS[1], 'attempt', attempt, 'node', ARGV[4], 'started', ARGV[5], 'until', ARGV[6])
        redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
        redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
        redis.call('ZADD', KEYS[4], ARGV[6], ARGV[1])
        local last = redis.call('HGET', KEYS[5], ARGV[3])
        if not last or tonumber(last) < tonumber(ARGV[2]) then
            redis.call('HSET', KEYS[5], ARGV[3], ARGV[2])
        end
        return attempt
        """;

    /// <summary>ARGV: name, attempt, outcome, error, duration.</summary>
    private const string Complete = """
        if redis.call('HGET', KEYS[1], 'attempt') == ARGV[2] then
            redis.call('HMSET', KEYS[1], 'outcome', ARGV[3], 'error', ARGV[4], 'duration', ARGV[5])
            redis.call('ZREM', KEYS[4], ARGV[1])
        end
        return true
        """;

    /// <summary>ARGV: name, time, cron. The last of an expression stays.</summary>
    private const string Remove = """
        if redis.call('HGET', KEYS[5], ARGV[3]) ~= ARGV[2] then
            redis.call('DEL', KEYS[1])
            redis.call('ZREM', KEYS[2], ARGV[1])
            redis.call('ZREM', KEYS[4], ARGV[1])
        end
        redis.call('ZREM', KEYS[3], ARGV[1])
        return true
        """;

    private const int MostAbandoned = 100;

    private readonly RedisKey _all = connection.Key("schedules");
    private readonly RedisKey _open = connection.Key("schedules:open");

    public Task InitializeAsync(CancellationToken cancellationToken) =>
        connection.UseAsync(static database => database.PingAsync(), cancellationToken);

    public async Task<int> TryClaimAsync(ScheduledClaim claim, CancellationToken cancellationToken) =>
        (int)await connection.EvaluateAsync(
            Claim,
            KeysOf(claim.Tick),
            [
                NameOf(claim.Tick),
                claim.Tick.ScheduledAt.ToUnixTimeMilliseconds(),
                claim.Tick.Cron,
                claim.Node,
                claim.Now.ToUnixTimeMilliseconds(),
                claim.Until.ToUnixTimeMilliseconds(),
            ],
            cancellationToken);

    public Task CompleteAsync(ScheduledTick tick, int attempt, ScheduledOutcome outcome, CancellationToken cancellationToken) =>
        connection.EvaluateAsync(
            Complete,
            KeysOf(tick),
            [NameOf(tick), attempt, outcome.Outcome, outcome.Error, (long)outcome.Duration.TotalMilliseconds],
            cancellationToken);

    public async Task<IReadOnlyList<ScheduledRun>> ReadAsync(string functionName, int most, CancellationToken cancellationToken)
    {
        RedisKey ofFunction = KeyOfFunction(functionName);
        RedisValue[] names = await connection.UseAsync(
            database => database.SortedSetRangeByScoreAsync(ofFunction, order: Order.Descending, take: most),
            cancellationToken);
        return await ReadRunsAsync(names, cancellationToken);
    }

    public async Task<DateTimeOffset?> FindLastAsync(string functionName, string cron, CancellationToken cancellationToken)
    {
        RedisValue last = await connection.UseAsync(database => database.HashGetAsync(KeyOfLast(functionName), cron), cancellationToken);
        return last.HasValue ? DateTimeOffset.FromUnixTimeMilliseconds((long)last) : null;
    }

    public async Task<IReadOnlyList<ScheduledRun>> FindAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        RedisValue[] names = await connection.UseAsync(
            database => database.SortedSetRangeByScoreAsync(_open, stop: now.ToUnixTimeMilliseconds(), take: MostAbandoned),
            cancellationToken);
        IReadOnlyList<ScheduledRun> runs = await ReadRunsAsync(names, cancellationToken);
        return [.. runs.Where(static run => run.Outcome is null).OrderBy(static run => run.Tick.ScheduledAt)];
    }

    public async Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        RedisValue[] names = await connection.UseAsync(
            database => database.SortedSetRangeByScoreAsync(_all, stop: before.ToUnixTimeMilliseconds(), exclude: Exclude.Stop),
            cancellationToken);
        foreach (ScheduledTick tick in names.Select(static name => TickOf(name!)))
        {
            await connection.EvaluateAsync(
                Remove,
                KeysOf(tick),
                [NameOf(tick), tick.ScheduledAt.ToUnixTimeMilliseconds(), tick.Cron],
                cancellationToken);
        }
    }

    private async Task<IReadOnlyList<ScheduledRun>> ReadRunsAsync(RedisValue[] names, CancellationToken cancellationToken)
    {
        ScheduledTick[] ticks = Array.ConvertAll(names, static name => TickOf(name!));
        HashEntry[][] runs = await connection.UseAsync(
            database => Task.WhenAll(ticks.Select(tick => database.HashGetAllAsync(KeysOf(tick)[0]))),
            cancellationToken);
        return [.. ticks.Zip(runs).Where(static run => run.Second.Length > 0).Select(static run => ToRun(run.First, run.Second))];
    }

    /// <summary>The run, the runs of its function, all runs, the open ones, the last of each expression.</summary>
    private RedisKey[] KeysOf(ScheduledTick tick) =>
        [connection.Key($"schedules:run:{NameOf(tick)}"), KeyOfFunction(tick.FunctionName), _all, _open, KeyOfLast(tick.FunctionName)];

    private RedisKey KeyOfFunction(string functionName) => connection.Key($"schedules:function:{functionName}");

    private RedisKey KeyOfLast(string functionName) => connection.Key($"schedules:last:{functionName}");

    private static string NameOf(ScheduledTick tick) =>
        string.Create(CultureInfo.InvariantCulture, $"{tick.FunctionName} {tick.ScheduledAt.ToUnixTimeMilliseconds()} {tick.Cron}");

    private static ScheduledTick TickOf(string name)
    {
        string[] parts = name.Split(' ', 3);
        return new ScheduledTick(parts[0], parts[2], DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    private static ScheduledRun ToRun(ScheduledTick tick, HashEntry[] entries)
    {
        Dictionary<string, RedisValue> run = entries.ToDictionary(static entry => (string)entry.Name!, static entry => entry.Value);
        return new ScheduledRun(
            tick,
            run["node"]!,
            (int)run["attempt"],
            DateTimeOffset.FromUnixTimeMilliseconds((long)run["started"]),
            run.TryGetValue("outcome", out RedisValue outcome)
                ? new ScheduledOutcome(outcome!, run["error"]!, TimeSpan.FromMilliseconds((long)run["duration"]))
                : null);
    }
}
