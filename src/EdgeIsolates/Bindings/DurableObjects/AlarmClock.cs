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
// 4. How often it has failed, and when it is tried again, is kept with the entry: a host that is killed between two tries goes on where it was. An alarm that the object sets anew begins at zero.
internal sealed class AlarmClock(ObjectHost host, ObjectStarter starter, IServiceProvider services, IsolateEnvironment environment) : IHostedService, IAsyncDisposable
{
    private const int AtOnce = 32;
    private const int MostRetries = 6;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<DurableObjectAddress, bool> _ringing = new();
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
        // What was rung before the alarms are read may be in there as it was before; it wakes this loop when it is over.
        HashSet<DurableObjectAddress> underWay = [.. _ringing.Keys];
        IReadOnlyList<DurableObjectAlarm> alarms;
        try
        {
            IDurableObjectStore store = await starter.StoreAsync();
            alarms = await store.Alarms.ReadFirstAsync(2 * AtOnce, stop);
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
            if (alarm.RingAt > now)
            {
                next = alarm.RingAt < next ? alarm.RingAt : next;
            }
            else if (_ringing.Count < AtOnce && !underWay.Contains(alarm.Address) && _ringing.TryAdd(alarm.Address, true))
            {
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
            InvocationResult? result = await SendAsync(alarm.Address, alarm.Failures, stop);
            if (result is not { Outcome: InvocationOutcome.Ok } && !stop.IsCancellationRequested)
            {
                await NoteFailureAsync(alarm, result, stop);
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

    private async Task NoteFailureAsync(DurableObjectAlarm alarm, InvocationResult? result, CancellationToken stop)
    {
        bool isHandlers = result is
        {
            Outcome: InvocationOutcome.Exception or InvocationOutcome.ExceededCpu or InvocationOutcome.ExceededMemory or InvocationOutcome.ExceededWallTime or InvocationOutcome.ExceededSubrequests,
        };
        if (!isHandlers)
        {
            await PostponeAsync(alarm, result is null ? LongestSleep : FirstRetry, stop);
        }
        else if (alarm.Failures >= MostRetries)
        {
            await GiveUpAsync(alarm, result, stop);
        }
        else
        {
            TimeSpan wait = FirstRetry * Math.Pow(2, alarm.Failures);
            environment.Logger.AlarmFailed(alarm.Address.Namespace, alarm.Address.Id, ReasonOf(result), alarm.Failures + 2, wait.TotalSeconds);
            await PostponeAsync(alarm with { Failures = alarm.Failures + 1 }, wait, stop);
        }
    }

    private async Task GiveUpAsync(DurableObjectAlarm alarm, InvocationResult? failure, CancellationToken stop)
    {
        environment.Logger.AlarmGivenUp(alarm.Address.Namespace, alarm.Address.Id, alarm.Failures + 1, ReasonOf(failure));
        if (await SendAsync(alarm.Address, -1, stop) is not { Outcome: InvocationOutcome.Ok })
        {
            await PostponeAsync(alarm, LongestSleep, stop);
        }
    }

    private async Task PostponeAsync(DurableObjectAlarm alarm, TimeSpan wait, CancellationToken stop)
    {
        try
        {
            IDurableObjectStore store = await starter.StoreAsync();
            await store.Alarms.PostponeAsync(alarm with { RingAt = environment.Time.GetUtcNow() + wait }, CancellationToken.None);
        }
        catch (StoreUnavailableException failure)
        {
            environment.Logger.AlarmsUnavailable(failure);
            await Task.Delay(FirstRetry, environment.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string ReasonOf(InvocationResult? result) => result?.Error?.Message ?? "the function has no such class now";
}
