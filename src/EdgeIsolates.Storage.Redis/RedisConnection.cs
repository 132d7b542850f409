using StackExchange.Redis;

namespace EdgeIsolates.Storage.Redis;

/// <summary>
/// A connection that many share. It is made at first use and connects again by itself; while it is away, operations fail at once or,
/// when nobody refuses, after <see cref="RedisSettings.Timeout"/>: the client's own limit does not hold for asynchronous operations.
/// </summary>
internal sealed class RedisConnection(RedisSettings settings, TimeProvider time) : IDisposable
{
    private const int KeepAliveSeconds = 10;

    private readonly Lock _gate = new();
    private readonly string _prefix = $"{{{settings.KeyPrefix}}}:";
    private Task<ConnectionMultiplexer>? _multiplexer;
    private bool _isDisposed;

    /// <summary>The name of a key, or of a channel, that belongs to us.</summary>
    public string Key(string name) => _prefix + name;

    /// <summary>Runs a script: all or none of what it writes. It is sent whole each time, as a server that was restarted knows none.</summary>
    public Task<RedisResult> EvaluateAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        UseAsync(database => database.ScriptEvaluateAsync(script, keys, values, CommandFlags.NoScriptCache), cancellationToken);

    /// <summary>Runs commands.</summary>
    public async Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use, CancellationToken cancellationToken)
    {
        ConnectionMultiplexer multiplexer = await MultiplexerAsync(cancellationToken);
        return await InTimeAsync(() => use(multiplexer.GetDatabase()), cancellationToken);
    }

    /// <summary>The client's own object, perhaps without a connection at the moment.</summary>
    public Task<ConnectionMultiplexer> MultiplexerAsync(CancellationToken cancellationToken) => InTimeAsync(Multiplexer, cancellationToken);

    /// <summary>Waits for the server, but not for ever.</summary>
    public async Task<T> InTimeAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // What goes on from here must not run on the client's own thread: whoever blocks there would keep every later answer from arriving.
            Task<T> answer = operation().WaitAsync(settings.Timeout, time, cancellationToken);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Yield();
            return await answer;
        }
        catch (Exception error) when (RedisErrors.IsUnavailable(error) || IsCanceledByClient(error))
        {
            throw Unavailable(error);
        }

        bool IsCanceledByClient(Exception error) => error is OperationCanceledException && !cancellationToken.IsCancellationRequested;
    }

    public StoreUnavailableException Unavailable(Exception? error) =>
        RedisErrors.Unavailable(error, string.Join(", ", Configuration().EndPoints.Select(EndPointCollection.ToString)));

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            if (_multiplexer is { IsCompletedSuccessfully: true } connected)
            {
                connected.Result.Dispose();
            }
        }
    }

    private Task<ConnectionMultiplexer> Multiplexer()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_multiplexer is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _multiplexer = ConnectAsync();
            }

            return _multiplexer;
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(Configuration());
        lock (_gate)
        {
            if (!_isDisposed)
            {
                return multiplexer;
            }
        }

        multiplexer.Dispose();
        throw new ObjectDisposedException(nameof(RedisConnection));
    }

    private ConfigurationOptions Configuration()
    {
        ConfigurationOptions configuration = ConfigurationOptions.Parse(settings.Configuration);
        configuration.AbortOnConnectFail = false;
        configuration.ClientName ??= "EdgeIsolates";
        if (configuration.KeepAlive < 0)
        {
            configuration.KeepAlive = KeepAliveSeconds;
        }

        return configuration;
    }
}
