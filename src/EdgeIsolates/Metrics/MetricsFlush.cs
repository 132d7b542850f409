using EdgeIsolates.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Metrics;

// Carries what was counted to the store, every ten seconds or so, and takes old figures out of it every hour. No request ever waits for it.
//
// A store that fails is asked again later and later, up to a minute; what is counted meanwhile waits in the backlog. Reading writes first: then the store holds
// everything that this node has counted, and nothing can be counted twice because it lies in two places.
//
// At the end everything is written twice: when the host stops, and when its services are disposed, which is after the pool has let its last requests end (`waitUntil` goes on
// when the server has stopped). So a process that is stopped loses nothing, and one that is killed loses what it counted since the last flush.
internal sealed class MetricsFlush(FunctionMeter meter, IMetricsStore store, EdgeIsolatesOptions options, TimeProvider time, ILogger<MetricsFlush> logger)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RemovalInterval = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly MetricsBacklog _backlog = new(options.Metrics.MaxBacklog);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isInitialized;
    private int _failures;
    private long _failedAt;
    private long? _removedAt;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running;
        if (await WriteLastAsync(cancellationToken) is { } failure)
        {
            logger.MetricsNotWritten(_backlog.Count, 0, failure);
        }
    }

    /// <summary>Writes the rest. The container calls it more than once, before and after the pool's turn: the last time is the one that counts.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        if (await WriteLastAsync(CancellationToken.None) is { } failure)
        {
            logger.MetricsLost(_backlog.Count, failure);
        }
    }

    /// <summary>Writes all that was counted until now.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached; what was counted waits.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Collect();
            await WriteAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(options.Metrics.FlushInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await TickAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task TickAsync()
    {
        await _gate.WaitAsync(_stopping.Token);
        try
        {
            Collect();
            if (_failures > 0 && time.GetElapsedTime(_failedAt) < Pause)
            {
                return;
            }

            await WriteAsync(_stopping.Token);
            await RemoveOldAsync();
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            logger.MetricsNotWritten(_backlog.Count, Pause.TotalSeconds, exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>How long a store that failed is left alone.</summary>
    private TimeSpan Pause
    {
        get
        {
            TimeSpan doubled = options.Metrics.FlushInterval * Math.Pow(2, Math.Min(_failures - 1, 10));
            return doubled < LongestPause ? doubled : LongestPause;
        }
    }

    private void Collect()
    {
        IReadOnlyList<MetricsBucket> dropped = _backlog.Add(meter.Take());
        if (dropped.Count > 0)
        {
            logger.MetricsDropped(dropped.Count, dropped.Sum(bucket => bucket.Sums.GetValueOrDefault(CounterNames.Invocations)));
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_backlog.TryGetBatch(out MetricsBatch? batch))
            {
                await InitializeAsync(cancellationToken);
                await store.AddAsync(batch, cancellationToken);
                _backlog.Confirm();
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            _failures++;
            _failedAt = time.GetTimestamp();
            throw;
        }

        if (_failures > 0)
        {
            _failures = 0;
            logger.MetricsWrittenAgain();
        }
    }

    private async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        if (!_isInitialized)
        {
            await store.InitializeAsync(cancellationToken);
            _isInitialized = true;
        }
    }

    private async Task RemoveOldAsync()
    {
        if (_removedAt is { } last && time.GetElapsedTime(last) < RemovalInterval)
        {
            return;
        }

        _removedAt = time.GetTimestamp();
        try
        {
            await InitializeAsync(_stopping.Token);
            await store.RemoveBeforeAsync(time.GetUtcNow() - options.Metrics.Retention, _stopping.Token);
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            logger.MetricsNotRemoved(exception);
        }
    }

    private async Task<Exception?> WriteLastAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LastWrite, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await FlushAsync(both.Token);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
