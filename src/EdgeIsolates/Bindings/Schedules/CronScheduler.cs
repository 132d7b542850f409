using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeIsolates.Deployments;
using EdgeIsolates.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings;

// Sees to the schedules of all active functions of this region. Every node does; the claim in the store decides who runs a tick.
//
// 1. A schedule is seen to from the last tick that anybody claimed, or from the function's last change when that is later: so ticks that were due while no host was up are noticed.
// 2. When several ticks of a schedule are due, only the last counts. One that is late by more than a minute was missed: whether it is still run is the schedule's own choice.
// 3. Runs of one schedule may overlap, as in Workers.
// 4. A store that is away is asked again every second; its ticks are late then.
internal sealed class CronScheduler(
    FunctionCatalog catalog,
    Schedules schedules,
    EdgeIsolatesOptions options,
    TimeProvider time,
    ILogger<CronScheduler> logger) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RemovalInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan History = TimeSpan.FromDays(30);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<Task, bool> _runs = new();
    private Dictionary<(string Function, CronTrigger Trigger), KeptSchedule> _kept = [];
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _lookedAround;
    private DateTimeOffset _removed;
    private bool _isAway;
    private int _rests;

    /// <summary>How often it has seen to everything: what a clock that only moves when it is told to waits for.</summary>
    internal int Rests => Volatile.Read(ref _rests);

    /// <summary>Runs that this node has begun and that are not over.</summary>
    internal int UnderWay => _runs.Count;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Changed += OnChanged;
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= OnChanged;
        await _stop.CancelAsync();
        await using CancellationTokenRegistration breaking = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _abort);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_runs.Keys);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _stop.Dispose();
        _abort.Dispose();
    }

    private void OnChanged(object? sender, EventArgs arguments) => _changes.Writer.TryWrite(true);

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            while (_changes.Reader.TryRead(out _))
            {
            }

            KeepWanted();
            bool isDone = await TryAsync(SeeToAllAsync) && await TryAsync(LookAroundAsync);
            await RestAsync(isDone ? UntilNext() : RetryPause);
        }
    }

    /// <summary>Schedules that stay keep what was seen to.</summary>
    private void KeepWanted()
    {
        Dictionary<(string Function, CronTrigger Trigger), KeptSchedule> wanted = [];
        foreach (FunctionRecord record in catalog.List().Where(static record => record.Status == FunctionStatus.Active))
        {
            foreach (CronTrigger trigger in record.Traffic.Select(static share => share.Version.Config).Where(IsHere).SelectMany(static config => config.Crons))
            {
                if (_kept.TryGetValue((record.Name, trigger), out KeptSchedule? kept))
                {
                    wanted[(record.Name, trigger)] = kept;
                }
                else if (CronSchedule.TryParse(trigger, out CronSchedule? schedule, out _))
                {
                    wanted[(record.Name, trigger)] = new KeptSchedule(record.Name, trigger, schedule) { From = record.UpdatedAt };
                }
            }
        }

        _kept = wanted;
    }

    private bool IsHere(FunctionConfig config) => config.Regions.Count == 0 || config.Regions.Contains(options.Region, StringComparer.OrdinalIgnoreCase);

    private async Task SeeToAllAsync()
    {
        foreach (KeptSchedule kept in _kept.Values)
        {
            if (kept.SeenTo is null)
            {
                IScheduleStore store = await schedules.OpenAsync(_stop.Token);
                DateTimeOffset? last = await store.FindLastAsync(kept.FunctionName, kept.Key, _stop.Token);
                kept.SeenTo = last > kept.From ? last : kept.From;
            }

            DateTimeOffset now = time.GetUtcNow();
            if (kept.Schedule.LastBetween(kept.SeenTo.Value, now) is not { } due)
            {
                continue;
            }

            kept.SeenTo = due;
            if (now - due <= Punctual || kept.Trigger.Misfire == CronMisfire.RunLast)
            {
                Run(new ScheduledTick(kept.FunctionName, kept.Key, due), kept.Trigger.Cron);
            }
        }
    }

    /// <summary>Begins a run; one that cannot be claimed while the store is away is tried again as long as it is punctual.</summary>
    private void Run(ScheduledTick tick, string cron)
    {
        Task run = Task.Run(async () =>
        {
            for (DateTimeOffset began = time.GetUtcNow(); ;)
            {
                if (await TryAsync(() => schedules.TryRunAsync(tick, cron, _abort.Token)) || time.GetUtcNow() - began > Punctual || _stop.IsCancellationRequested)
                {
                    return;
                }

                await Task.Delay(RetryPause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        _runs[run] = true;
        _ = run.ContinueWith(ended => _runs.TryRemove(ended, out bool _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Takes over ticks of nodes that died, and forgets what is old.</summary>
    private async Task LookAroundAsync()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _lookedAround < LookAround)
        {
            return;
        }

        IScheduleStore store = await schedules.OpenAsync(_stop.Token);
        foreach (ScheduledRun run in await store.FindAbandonedAsync(now, _stop.Token))
        {
            if (run.Attempt < Schedules.MostAttempts && _kept.Values.FirstOrDefault(kept => kept.FunctionName == run.Tick.FunctionName && kept.Key == run.Tick.Cron) is { } kept)
            {
                Run(run.Tick, kept.Trigger.Cron);
            }
            else if (run.Attempt >= Schedules.MostAttempts || IsNobodys(run.Tick))
            {
                await schedules.AbandonAsync(run.Tick, _stop.Token);
            }
        }

        _lookedAround = now;
        if (now - _removed >= RemovalInterval)
        {
            await store.RemoveBeforeAsync(now - History, _stop.Token);
            _removed = now;
        }
    }

    private bool IsNobodys(ScheduledTick tick) =>
        catalog.Find(tick.FunctionName) is not { } function || !function.Versions.SelectMany(static version => version.Version.Config.Crons).Any(cron => CronRules.KeyOf(cron) == tick.Cron);

    private TimeSpan UntilNext()
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset next = _lookedAround + LookAround;
        foreach (KeptSchedule kept in _kept.Values)
        {
            next = kept.Schedule.NextAfter(kept.SeenTo ?? now) is { } due && due < next ? due : next;
        }

        return next > now ? next - now : TimeSpan.Zero;
    }

    private async Task RestAsync(TimeSpan pause)
    {
        using var resting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Task delay = Task.Delay(pause, time, resting.Token);
        Interlocked.Increment(ref _rests);
        await Task.WhenAny(_changes.Reader.WaitToReadAsync(resting.Token).AsTask(), delay);
        await resting.CancelAsync();
    }

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            if (_isAway)
            {
                logger.ScheduleStoreIsBack();
                _isAway = false;
            }

            return true;
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            if (!_isAway)
            {
                logger.ScheduleStoreWentAway(exception.Message);
                _isAway = true;
            }

            return false;
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
