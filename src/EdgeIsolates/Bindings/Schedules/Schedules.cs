using System.Globalization;
using System.Text.Json.Nodes;
using EdgeIsolates.Hosting;
using EdgeIsolates.Records;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings;

// Runs ticks: claims one, calls the function, and notes how that went.
//
// A node that dies in the middle leaves its claim open. When that is over, another node runs the tick again, up to three times altogether; a handler that failed is not run again.
// So a tick whose handler ended runs once, and one whose node died at least once.
internal sealed class Schedules(IScheduleStore store, EdgeRuntime runtime, EdgeIsolatesOptions options, TimeProvider time, ILogger<Schedules> logger) : IEdgeSchedules
{
    public const int MostAttempts = 3;

    private static readonly TimeSpan ClaimMargin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private const int CompletionTries = 5;

    private readonly ReadyStore _ready = new(store.InitializeAsync);
    private readonly string _node = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");

    public async Task<IScheduleStore> OpenAsync(CancellationToken cancellationToken)
    {
        await _ready.WaitAsync(cancellationToken);
        return store;
    }

    /// <summary>Runs a tick, unless another node does.</summary>
    /// <returns>How it went, or <see langword="null"/>.</returns>
    /// <exception cref="StoreUnavailableException">It could not be claimed.</exception>
    public async Task<ScheduledRun?> TryRunAsync(ScheduledTick tick, string cron, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        var claim = new ScheduledClaim(tick, _node, now, now + options.Limits.WallPerRequest + ClaimMargin);
        int attempt = await store.TryClaimAsync(claim, cancellationToken);
        if (attempt == 0)
        {
            return null;
        }

        ScheduledOutcome? outcome = attempt <= MostAttempts ? await InvokeAsync(tick, cron, cancellationToken) : GiveUp(tick, attempt);
        if (outcome is not null)
        {
            await CompleteAsync(tick, attempt, outcome);
        }

        return new ScheduledRun(tick, _node, attempt, now, outcome);
    }

    public DateTimeOffset? NextOf(CronTrigger trigger) =>
        CronSchedule.TryParse(trigger, out CronSchedule? schedule, out _) ? schedule.NextAfter(time.GetUtcNow()) : null;

    public async Task<IReadOnlyList<ScheduledRun>> ReadAsync(string functionName, int most, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).ReadAsync(functionName, most, cancellationToken);

    public Task<ScheduledRun?> RunAsync(string functionName, string cron, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        return TryRunAsync(new ScheduledTick(functionName, cron, now), cron, cancellationToken);
    }

    /// <summary>Ends a tick that nobody will run any more.</summary>
    public async Task AbandonAsync(ScheduledTick tick, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        int attempt = await store.TryClaimAsync(new ScheduledClaim(tick, _node, now, now + ClaimMargin), cancellationToken);
        if (attempt > 0)
        {
            await CompleteAsync(tick, attempt, GiveUp(tick, attempt));
        }
    }

    private ScheduledOutcome GiveUp(ScheduledTick tick, int attempt)
    {
        logger.ScheduledTickGivenUp(tick.FunctionName, tick.Cron, tick.ScheduledAt, attempt - 1);
        return new ScheduledOutcome("lost", "Its node was not heard of again.", TimeSpan.Zero);
    }

    /// <summary>Nothing when it was broken off: then the claim stays open, for another node.</summary>
    private async Task<ScheduledOutcome?> InvokeAsync(ScheduledTick tick, string cron, CancellationToken cancellationToken)
    {
        var detail = new JsonObject { ["scheduledTime"] = tick.ScheduledAt.ToUnixTimeMilliseconds(), ["cron"] = cron };
        var request = new EdgeRequest
        {
            Method = "SCHEDULED",
            Url = $"schedule://{tick.FunctionName}/{Uri.EscapeDataString(cron)}",
            Event = new IsolateEvent("scheduled", "", detail.ToJsonString()),
        };
        InvocationResult result = await runtime.InvokeAsync(tick.FunctionName, request, cancellationToken);
        string error = result.Error is { } fault ? $"{fault.Name}: {fault.Message}" : "";
        if (result.Outcome != InvocationOutcome.Ok)
        {
            logger.ScheduledRunFailed(tick.FunctionName, tick.Cron, OutcomeNames.Of(result.Outcome), error);
        }

        return result.Outcome == InvocationOutcome.Canceled ? null : new ScheduledOutcome(OutcomeNames.Of(result.Outcome), error, Whole(result.WallTime));
    }

    private async Task CompleteAsync(ScheduledTick tick, int attempt, ScheduledOutcome outcome)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await store.CompleteAsync(tick, attempt, outcome, CancellationToken.None);
                return;
            }
            catch (StoreUnavailableException) when (tries < CompletionTries)
            {
                await Task.Delay(RetryPause, time, CancellationToken.None);
            }
        }
    }

    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromMilliseconds(Math.Floor(span.TotalMilliseconds));
}
