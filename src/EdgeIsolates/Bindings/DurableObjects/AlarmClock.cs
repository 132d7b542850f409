using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeIsolates.Bindings.DurableObjects;

// Wakes objects whose alarm is due.
//
// 1. The node's index survives the process, so what fell due while it was down is rung when it is back.
// 2. An entry stays until the object's handler has succeeded and that is durable: at least once. What is stale, the object itself corrects.
// 3. A handler that fails is tried again after 2 s, 4 s, 8 s…, six times; then the alarm is given up. What is not the handler's fault (no isolate, no such class now) is not counted.
internal sealed class AlarmClock(ObjectHost host, ObjectStarter starter, IServiceProvider services, IsolateEnvironment environment) : IHostedService, IAsyncDisposable
{
    private const int AtOnce = 32;
    private const int MostRetries = 6;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<DurableObjectAddress, Task> _ringing = new();
    private readonly ConcurrentDictionary<DurableObjectAddress, AlarmTry> _tries = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IDurableObjectStore>() is not null)
        {
            starter.AlarmSet += OnAlarmSet;
            _running = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        starter.AlarmSet -= OnAlarmSet;
    }

    private void OnAlarmSet(object? sender, EventArgs e) => Wake();

    private void Wake() => _news.Writer.TryWrite(true);

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            TimeSpan sleep = await RingDueAsync(stop);
            using var wake = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(_news.Reader.WaitToReadAsync(wake.Token).AsTask(), Task.Delay(sleep, environment.Time, wake.Token));
            await wake.CancelAsync();
            _news.Reader.TryRead(out _);
        }
    }

    /// <summary>Rings what is due.</summary>
    /// <returns>How long there is nothing to do.</returns>
    private async Task<TimeSpan> RingDueAsync(CancellationToken stop)
    {
        IReadOnlyList<DurableObjectAlarm> alarms;
        try
        {
            IDurableObjectStore store = await starter.StoreAsync();
            alarms = await store.Alarms.ReadFirstAsync((2 * AtOnce) + _tries.Count, stop);
        }
        catch (StoreUnavailableException failure)
        {
            environment.Logger.AlarmsUnavailable(failure);
            return FirstRetry;
        }

        DateTimeOffset now = environment.Time.GetUtcNow();
        DateTimeOffset next = now + LongestSleep;
        foreach (DurableObjectAlarm alarm in alarms)
        {
            DateTimeOffset due = _tries.TryGetValue(alarm.Address, out AlarmTry? failed) && failed.NotBefore > alarm.Due ? failed.NotBefore : alarm.Due;
            if (due > now)
            {
                next = due < next ? due : next;
            }
            else if (_ringing.Count < AtOnce && !_ringing.ContainsKey(alarm.Address))
            {
                _ringing[alarm.Address] = Task.CompletedTask;
                _ = RingAsync(alarm, stop);
            }
        }

        return next - now;
    }

    private async Task RingAsync(DurableObjectAlarm alarm, CancellationToken stop)
    {
        try
        {
            await Task.Yield();
            int failures = _tries.GetValueOrDefault(alarm.Address)?.Failures ?? 0;
            InvocationResult? result = await SendAsync(alarm.Address, failures, stop);
            if (result is { Outcome: InvocationOutcome.Ok })
            {
                _tries.TryRemove(alarm.Address, out _);
            }
            else if (!stop.IsCancellationRequested)
            {
                await NoteFailureAsync(alarm.Address, failures, result, stop);
            }
        }
        finally
        {
            _ringing.TryRemove(alarm.Address, out _);
            Wake();
        }
    }

    private async Task<InvocationResult?> SendAsync(DurableObjectAddress address, int retries, CancellationToken stop) =>
        host.ClassOf(address.Namespace) is { } className ? await host.SendAsync(address, null, ObjectEvents.OfAlarm(className, retries), stop) : null;

    private async Task NoteFailureAsync(DurableObjectAddress address, int failures, InvocationResult? result, CancellationToken stop)
    {
        DateTimeOffset now = environment.Time.GetUtcNow();
        string reason = result?.Error?.Message ?? "the function has no such class now";
        bool isHandlers = result is
        {
            Outcome: InvocationOutcome.Exception or InvocationOutcome.ExceededCpu or InvocationOutcome.ExceededMemory or InvocationOutcome.ExceededWallTime or InvocationOutcome.ExceededSubrequests,
        };
        if (!isHandlers)
        {
            _tries[address] = new AlarmTry(failures, now + (result is null ? LongestSleep : FirstRetry));
            return;
        }

        if (failures < MostRetries)
        {
            TimeSpan wait = FirstRetry * Math.Pow(2, failures);
            _tries[address] = new AlarmTry(failures + 1, now + wait);
            environment.Logger.AlarmFailed(address.Namespace, address.Id, reason, failures + 2, wait.TotalSeconds);
            return;
        }

        environment.Logger.AlarmGivenUp(address.Namespace, address.Id, failures + 1, reason);
        result = await SendAsync(address, -1, stop);
        if (result is { Outcome: InvocationOutcome.Ok })
        {
            _tries.TryRemove(address, out _);
        }
        else
        {
            _tries[address] = new AlarmTry(failures, now + LongestSleep);
        }
    }
}
