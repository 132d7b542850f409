using System.Threading.Channels;
using EdgeIsolates.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Deployments;

// Keeps this node's catalog like the store.
//
// Before the host takes requests it reads every record. Then it reads what has changed, from the position it has reached: when the store or a notifier hints at a change,
// and from time to time anyway. So a hint makes it fast and only the position makes it right: hints may be lost, come twice or lie.
//
// Once in a while it makes claims again that the route store has lost: one that keeps them in memory may have been restarted. Functions are served without the route store, so a
// host starts without it.
//
// A store that goes away is told once in the log; functions go on as this node knows them, and the position says where to go on reading when it is back. Nothing that a store or
// a notifier throws ends the loops.
internal sealed class FunctionSync(
    FunctionStores stores,
    FunctionCatalog catalog,
    RouteClaims claims,
    EdgeIsolatesOptions options,
    TimeProvider time,
    ILogger<FunctionSync> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClaimsPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClaimsRetryDelay = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _running = Task.CompletedTask;
    private long _position;
    private bool _isAway;
    private bool _isRouteStoreAway;

    /// <summary>Reads every record, before any other service of the host starts.</summary>
    /// <exception cref="StoreUnavailableException">The function store cannot be reached: a host without its functions does not start.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await stores.InitializeAsync(cancellationToken);
        await ReadAsync(cancellationToken);
        await TryRestoreClaimsAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(
            [FollowAsync(_stop.Token), KeepClaimsAsync(_stop.Token), PassOnAsync(stores.Functions.WatchAsync, _stop.Token), .. stores.Notifiers.Select(notifier => PassOnAsync(notifier.WatchAsync, _stop.Token))]);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        FunctionChanges changes = await stores.Functions.ReadChangesAsync(_position, cancellationToken);
        catalog.Apply(changes.Records);
        _position = changes.Position;
    }

    private async Task KeepClaimsAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(_isRouteStoreAway ? ClaimsRetryDelay : ClaimsPeriod, time, cancellationToken);
            await TryRestoreClaimsAsync(cancellationToken);
        }
    }

    private async Task TryRestoreClaimsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await claims.RestoreAsync(catalog.List(), cancellationToken);
            if (_isRouteStoreAway)
            {
                logger.RouteStoreIsBack();
                _isRouteStoreAway = false;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_isRouteStoreAway)
            {
                logger.RouteStoreWentAway(exception.Message);
                _isRouteStoreAway = true;
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var period = new PeriodicTimer(options.StorePollInterval, time);
        Task tick = period.WaitForNextTickAsync(cancellationToken).AsTask();
        Task hint = _hints.Reader.WaitToReadAsync(cancellationToken).AsTask();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(tick, hint);
            cancellationToken.ThrowIfCancellationRequested();
            if (tick.IsCompleted)
            {
                tick = period.WaitForNextTickAsync(cancellationToken).AsTask();
            }

            if (hint.IsCompleted)
            {
                _hints.Reader.TryRead(out _);
                hint = _hints.Reader.WaitToReadAsync(cancellationToken).AsTask();
            }

            await TryReadAsync(cancellationToken);
        }
    }

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
            catalog.WarmAgain();
            if (_isAway)
            {
                logger.StoreIsBack();
                _isAway = false;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_isAway)
            {
                logger.StoreWentAway(exception.Message);
                _isAway = true;
            }
        }
    }

    /// <summary>Turns a source's hints into ours; a source that breaks is listened to again after a while.</summary>
    private async Task PassOnAsync(Func<CancellationToken, IAsyncEnumerable<bool>> watch, CancellationToken cancellationToken)
    {
        TimeSpan pause = RetryDelay;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (bool _ in watch(cancellationToken))
                {
                    pause = RetryDelay;
                    _hints.Writer.TryWrite(true);
                }
            }
            catch (StoreUnavailableException)
            {
                // Told by the reader, which meets the same store.
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                logger.HintsBroke(pause.TotalSeconds, exception);
            }

            await Task.Delay(pause, time, cancellationToken);
            _hints.Writer.TryWrite(true);
        }
    }
}
