using EdgeIsolates.Stores;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>Functions that are called by the clock. It starts at 03:04:05 UTC.</summary>
public sealed class CronSchedulerTests : IAsyncTest
{
    private const string Logs = "export default { scheduled(controller, env, ctx) { console.log(`${controller.cron} ${new Date(controller.scheduledTime).toISOString()} ${controller.type} ${controller.noRetry()}`); } }";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTime _time = new();
    private readonly SharedStores _stores = new();
    private readonly InMemoryScheduleStore _runs = new();
    private readonly List<EdgeHost> _hosts = [];

    [Fact]
    public async Task Tick_IsRun_AndNoted()
    {
        EdgeHost host = await StartAsync();
        await host.DeployAsync(Logs, Every("*/5 * * * *"));

        await AdvanceUntil(() => host.Log.Entries.Count == 2);

        Assert.Equal(["*/5 * * * * 2026-01-02T03:05:00.000Z scheduled undefined", "*/5 * * * * 2026-01-02T03:10:00.000Z scheduled undefined"], host.Log.Texts);
        await Until(async () => (await RunsAsync()).All(run => run.Outcome is not null));
        Assert.All(await RunsAsync(), run => Assert.Equal(("ok", "", 1), (run.Outcome!.Outcome, run.Outcome.Error, run.Attempt)));
    }

    [Fact]
    public async Task Tick_ManyNodes_OneRunsIt()
    {
        EdgeHost[] hosts = [await StartAsync(), await StartAsync(), await StartAsync()];
        await hosts[0].DeployAsync(Logs, Every("* * * * *"));
        await AdvanceUntil(() => Texts(hosts).Length >= 10);

        await Until(async () => (await RunsAsync()).All(run => run.Outcome is not null));
        Assert.Equal(Texts(hosts).Distinct(), Texts(hosts));
        Assert.Equal(Texts(hosts).Length, (await RunsAsync()).Count);
    }

    [Fact]
    public async Task Tick_TwoSchedules_TellWhichOneItIs()
    {
        EdgeHost host = await StartAsync();
        CronTrigger berlin = new() { Cron = "5 4 * * *", TimeZone = "Europe/Berlin" };
        await host.DeployAsync(Logs, FunctionConfig.Default with { Crons = [new CronTrigger { Cron = "6 3 * * *" }, berlin] });

        await AdvanceUntil(() => host.Log.Entries.Count == 2);

        Assert.Equal(["5 4 * * * 2026-01-02T03:05:00.000Z scheduled undefined", "6 3 * * * 2026-01-02T03:06:00.000Z scheduled undefined"], host.Log.Texts);
        Assert.Equal(["6 3 * * *", "5 4 * * * [Europe/Berlin]"], (await RunsAsync()).Select(run => run.Tick.Cron));
    }

    [Theory]
    [InlineData("throw new RangeError('no');")]
    [InlineData("ctx.waitUntil((async () => { await null; await null; throw new RangeError('no'); })());")]
    public async Task Handler_Fails_IsNotedAndNotRunAgain(string failure)
    {
        EdgeHost host = await StartAsync();
        await host.DeployAsync($"export default {{ scheduled(controller, env, ctx) {{ console.log('x'); {failure} }} }}", Every("5 3 * * *"));

        await AdvanceUntil(() => host.Log.Texts.Contains("x"));
        await Until(async () => (await RunsAsync()) is [{ Outcome: not null }]);
        for (int i = 0; i < 20; i++)
        {
            await StepAsync();
        }

        ScheduledRun run = Assert.Single(await RunsAsync());
        Assert.Equal(("exception", "RangeError: no"), (run.Outcome!.Outcome, run.Outcome.Error));
        Assert.Single(host.Log.Texts, "x");
    }

    [Theory]
    [InlineData(CronMisfire.RunLast, "2026-01-02T05:45:00.000Z 2026-01-02T06:00:00.000Z")]
    [InlineData(CronMisfire.Skip, "2026-01-02T06:00:00.000Z")]
    public async Task Ticks_WhileNoHostWasUp_AreMissedAsTheScheduleSays(CronMisfire misfire, string expected)
    {
        EdgeHost first = await StartAsync();
        await first.DeployAsync(Logs, FunctionConfig.Default with { Crons = [new CronTrigger { Cron = "*/15 * * * *", Misfire = misfire }] });
        await AdvanceUntil(() => first.Log.Entries.Count == 1);
        await Until(async () => (await RunsAsync()) is [{ Outcome: not null }]);
        await first.DisposeAsync();
        _hosts.Remove(first);

        _time.Advance(new DateTimeOffset(2026, 1, 2, 5, 50, 0, TimeSpan.Zero) - _time.GetUtcNow());
        EdgeHost second = await StartAsync();
        await Until(() => Task.FromResult(misfire == CronMisfire.Skip || second.Log.Entries.Count == 1));
        await AdvanceUntil(() => second.Log.Entries.Count == expected.Split(' ').Length);

        Assert.Equal(expected.Split(' ').Select(at => $"*/15 * * * * {at} scheduled undefined"), second.Log.Texts);
    }

    [Fact]
    public async Task Tick_OfANodeThatDied_IsTakenOver_AndGivenUpAfterThree()
    {
        EdgeHost host = await StartAsync();
        await host.DeployAsync(Logs, Every("0 12 1 1 *"));
        DateTimeOffset now = _time.GetUtcNow();
        ScheduledTick once = new("f", "0 12 1 1 *", now.AddMinutes(-3)), often = once with { ScheduledAt = now.AddMinutes(-4) };
        ScheduledTick gone = once with { FunctionName = "gone" };
        foreach ((ScheduledTick tick, int times) in new[] { (once, 1), (often, 3), (gone, 1) })
        {
            for (int i = 0; i < times; i++)
            {
                await _runs.TryClaimAsync(new ScheduledClaim(tick, "dead", now.AddMinutes(i - 5), now.AddMinutes(i - 4)), default);
            }
        }

        await AdvanceUntil(() => host.Log.Entries.Count == 1);
        await Until(async () => (await _runs.FindAbandonedAsync(now.AddDays(1), default)).Count == 0);

        Assert.Equal([("ok", 2), ("lost", 4)], (await RunsAsync()).Select(run => (run.Outcome!.Outcome, run.Attempt)));
        Assert.Equal("lost", Assert.Single(await _runs.ReadAsync("gone", 10, default)).Outcome!.Outcome);
    }

    [Fact]
    public async Task Function_DisabledOrWithoutCrons_IsLeftAlone()
    {
        EdgeHost host = await StartAsync();
        await host.DeployAsync(Logs, Every("* * * * *"));
        await AdvanceUntil(() => host.Log.Entries.Count == 1);
        await host.Functions.DisableAsync("f", "me");
        int lines = host.Log.Entries.Count;
        for (int i = 0; i < 10; i++)
        {
            await StepAsync();
        }

        Assert.Equal(lines, host.Log.Entries.Count);
        await host.Functions.EnableAsync("f", "me");
        DateTimeOffset enabled = _time.GetUtcNow();
        await AdvanceUntil(() => host.Log.Entries.Count > lines);
        Assert.True((await RunsAsync())[0].Tick.ScheduledAt > enabled);
    }

    [Fact]
    public async Task Deploy_FaultyCrons_IsRefused()
    {
        await using EdgeHost host = new();
        DeployResult result = await host.TryDeployAsync(Logs, Every("* * * *"));
        Assert.Contains("has 4 fields", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (EdgeHost host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    private static FunctionConfig Every(string cron) => FunctionConfig.Default with { Crons = [new CronTrigger { Cron = cron }] };

    private static string[] Texts(EdgeHost[] hosts) => [.. hosts.SelectMany(host => host.Log.Texts)];

    private async Task<EdgeHost> StartAsync()
    {
        EdgeHost host = new(time: _time, services: services =>
        {
            _stores.Register(services);
            services.AddSingleton<IScheduleStore>(_runs);
        });
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    private Task<IReadOnlyList<ScheduledRun>> RunsAsync() => _runs.ReadAsync("f", 1000, default);

    /// <summary>Half a minute goes by: no scheduler rests longer, so each has had its turn then.</summary>
    // A run that has begun gets time of its own to end in: were the clock quicker than the machine, the run would be taken for that of a dead node.
    private async Task StepAsync()
    {
        await Until(() => Task.FromResult(_hosts.All(static host => host.Scheduler.UnderWay == 0)));
        int[] before = [.. _hosts.Select(host => host.Scheduler.Rests)];
        _time.Advance(TimeSpan.FromSeconds(31));
        await Until(() => Task.FromResult(_hosts.Zip(before).All(host => host.First.Scheduler.Rests > host.Second)));
    }

    private async Task AdvanceUntil(Func<bool> condition)
    {
        await Until(async () =>
        {
            if (!condition())
            {
                await StepAsync();
            }

            return condition();
        });
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (DateTimeOffset end = DateTimeOffset.UtcNow + Patience; !await condition(); await Task.Delay(5))
        {
            Assert.True(DateTimeOffset.UtcNow < end, "It did not come to that.");
        }
    }
}
