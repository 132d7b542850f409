using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class ScheduleEndpointsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly CronTrigger Cron = new() { Cron = "0 * * * *", TimeZone = "Europe/Berlin", Misfire = CronMisfire.Skip };

    [Fact]
    public async Task Show_TellsSchedulesAndRuns()
    {
        await using EdgeApp app = await StartAsync(Cron);
        app.EdgeSchedules.NextOf(Cron).Returns(Noon.AddHours(1));
        app.EdgeSchedules.ReadAsync("worker", 100).ReturnsForAnyArgs(
        [
            new ScheduledRun(new ScheduledTick("worker", "0 * * * * [Europe/Berlin]", Noon), "a", 1, Noon, null),
            new ScheduledRun(new ScheduledTick("worker", "0 * * * * [Europe/Berlin]", Noon.AddHours(-1)), "b", 2, Noon, new ScheduledOutcome("exception", "Error: no", TimeSpan.FromMilliseconds(7))),
        ]);

        JsonElement shown = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/functions/worker/schedules"));

        JsonElement schedule = Assert.Single(shown.GetProperty("schedules").EnumerateArray());
        Assert.Equal(
            """{"cron":"0 * * * *","timeZone":"Europe/Berlin","misfire":"skip","next":"2026-11-22T13:00:00+00:00"}""",
            schedule.GetRawText());
        JsonElement[] runs = [.. shown.GetProperty("runs").EnumerateArray()];
        Assert.Equal(JsonValueKind.Null, runs[0].GetProperty("outcome").ValueKind);
        Assert.Equal(("exception", "Error: no", 7, "b", 2), (runs[1].GetProperty("outcome").GetString(), runs[1].GetProperty("error").GetString(), runs[1].GetProperty("durationMs").GetDouble(), runs[1].GetProperty("node").GetString(), runs[1].GetProperty("attempt").GetInt32()));
    }

    [Theory]
    [InlineData("", "0 * * * *")]
    [InlineData("?cron=1%202%20*%20*%20*", "1 2 * * *")]
    public async Task Run_CallsTheHandlerNow(string query, string cron)
    {
        await using EdgeApp app = await StartAsync(Cron);
        app.EdgeSchedules.RunAsync("worker", cron).ReturnsForAnyArgs(
            new ScheduledRun(new ScheduledTick("worker", cron, Noon), "a", 1, Noon, new ScheduledOutcome("ok", "", TimeSpan.FromMilliseconds(7))));

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync($"/_edge/functions/worker/scheduled{query}", new { });

        Assert.Equal("ok", (await EdgeApp.JsonOf(response)).GetProperty("outcome").GetString());
        await app.EdgeSchedules.Received().RunAsync("worker", cron, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Run_WithoutAnyExpression_IsRefused()
    {
        await using EdgeApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.PostAsJsonAsync("/_edge/functions/worker/scheduled", new { })).StatusCode);
    }

    [Fact]
    public async Task NoSuchFunction_Is404()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.Find("other").Returns((FunctionRecord?)null);

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/_edge/functions/other/schedules")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.PostAsJsonAsync("/_edge/functions/other/scheduled", new { })).StatusCode);
    }

    [Fact]
    public async Task Deploy_TakesQueuesAndSchedules()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.DeployAsync(default!).ReturnsForAnyArgs(DeployResult.Refused([new DeployFault(DeployFaultCodes.InvalidConfig, "seen")]));

        await app.Client.PutAsJsonAsync("/_edge/functions/worker", new
        {
            code = "export default {}",
            config = new
            {
                crons = new object[] { "*/5 * * * *", new { cron = "0 9 * * MON-FRI", timeZone = "Europe/Berlin", misfire = "skip" } },
                queues = new { consumers = new[] { new { queue = "jobs", maxRetries = 0 } } },
            },
        });

        await app.Functions.Received().DeployAsync(Arg.Is<FunctionDeployment>(deployment => IsAsSaid(deployment.Config)), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("""{ "cron": "* * * * *", "zone": "UTC" }""")]
    [InlineData("""{ "cron": "* * * * *", "misfire": "twice" }""")]
    public async Task Deploy_FaultyCron_IsRefused(string cron)
    {
        await using EdgeApp app = await StartAsync();
        using StringContent body = new($$"""{ "code": "export default {}", "config": { "crons": [{{cron}}] } }""", System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.PutAsync("/_edge/functions/worker", body)).StatusCode);
    }

    private static bool IsAsSaid(FunctionConfig config) =>
        config.Crons.SequenceEqual([new CronTrigger { Cron = "*/5 * * * *" }, new CronTrigger { Cron = "0 9 * * MON-FRI", TimeZone = "Europe/Berlin", Misfire = CronMisfire.Skip }])
        && config.Queues.Consumers.SequenceEqual([new QueueConsumer { Queue = "jobs", MaxRetries = 0 }]);

    private static async Task<EdgeApp> StartAsync(params CronTrigger[] crons)
    {
        EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
        FunctionVersion version = new() { FunctionName = "worker", Number = 1, Version = "1-a", PackageHash = "", Config = FunctionConfig.Default with { Crons = crons } };
        app.Functions.Find("worker").Returns(new FunctionRecord { Name = "worker", Revision = 1, Status = FunctionStatus.Active, Traffic = [new TrafficShare(version, 100)] });
        return app;
    }
}
