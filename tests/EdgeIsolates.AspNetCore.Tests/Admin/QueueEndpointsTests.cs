using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class QueueEndpointsTests
{
    private static readonly DateTimeOffset Now = new(2020, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_TellsQueuesWithTheirConsumers()
    {
        await using EdgeApp app = await StartAsync();
        app.EdgeQueues.CountAsync().ReturnsForAnyArgs([new QueueCounts("dead", 3, 0, 0), new QueueCounts("jobs", 1, 2, 3)]);

        JsonElement queues = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/queues"));

        Assert.Equal(
            """
            [{"queue":"dead","ready":3,"delayed":0,"inFlight":0,"consumer":null,"deadLetterQueue":null},{"queue":"jobs","ready":1,"delayed":2,"inFlight":3,"consumer":"worker","deadLetterQueue":"dead"},{"queue":"quiet","ready":0,"delayed":0,"inFlight":0,"consumer":"worker","deadLetterQueue":null}]
            """,
            queues.GetRawText());
    }

    [Fact]
    public async Task Browse_ShowsTextAsTextAndBytesInBase64_InPages()
    {
        await using EdgeApp app = await StartAsync();
        app.EdgeQueues.BrowseAsync("jobs", "0", 2).ReturnsForAnyArgs(
        [
            new StoredMessage(new QueueMessage("1", Now, QueueContentType.Json, "{\"ü\":1}"u8.ToArray()), 2, Now, IsInFlight: true),
            new StoredMessage(new QueueMessage("2", Now, QueueContentType.V8, new byte[] { 255, 0 }), 0, Now.AddYears(1000), IsInFlight: true),
        ]);

        JsonElement page = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/queues/jobs/messages?after=0&limit=2"));

        await app.EdgeQueues.Received().BrowseAsync("jobs", "0", 2, Arg.Any<CancellationToken>());
        Assert.Equal("2", page.GetProperty("next").GetString());
        JsonElement first = page.GetProperty("messages")[0];
        Assert.Equal(("{\"ü\":1}", "json", 2, false), (first.GetProperty("body").GetString(), first.GetProperty("contentType").GetString(), first.GetProperty("attempts").GetInt32(), first.GetProperty("isInFlight").GetBoolean()));
        JsonElement second = page.GetProperty("messages")[1];
        Assert.Equal(("/wA=", "v8", true), (second.GetProperty("bodyBase64").GetString(), second.GetProperty("contentType").GetString(), second.GetProperty("isInFlight").GetBoolean()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("x")]
    public async Task Browse_SenselessLimit_IsRefused(string limit)
    {
        await using EdgeApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.GetAsync($"/_edge/queues/jobs/messages?limit={limit}")).StatusCode);
    }

    [Fact]
    public async Task Purge_TellsHowMany()
    {
        await using EdgeApp app = await StartAsync();
        app.EdgeQueues.PurgeAsync("jobs").ReturnsForAnyArgs(5);

        JsonElement change = await EdgeApp.JsonOf(await app.Client.DeleteAsync("/_edge/queues/jobs/messages"));

        Assert.Equal(5, change.GetProperty("messages").GetInt32());
        await app.EdgeQueues.Received().PurgeAsync("jobs", Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("/_edge/queues/dead/replay", "jobs", 10000)]
    [InlineData("/_edge/queues/dead/replay?to=other&limit=7", "other", 7)]
    public async Task Replay_GoesWhereItIsToldOrBack(string path, string to, int limit)
    {
        await using EdgeApp app = await StartAsync();
        app.EdgeQueues.MoveAsync("", "", 0).ReturnsForAnyArgs(4);

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync(path, new { });

        Assert.Equal(4, (await EdgeApp.JsonOf(response)).GetProperty("messages").GetInt32());
        await app.EdgeQueues.Received().MoveAsync("dead", to, limit, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("/_edge/queues/jobs/replay")]
    [InlineData("/_edge/queues/jobs/replay?to=jobs")]
    public async Task Replay_Nowhere_IsRefused(string path)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync(path, new { });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await app.EdgeQueues.DidNotReceiveWithAnyArgs().MoveAsync("", "", 0);
    }

    [Fact]
    public async Task Store_Away_Is503()
    {
        await using EdgeApp app = await StartAsync();
        app.EdgeQueues.CountAsync().ThrowsAsyncForAnyArgs(new StoreUnavailableException("The store is away."));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/_edge/queues")).StatusCode);
    }

    private static async Task<EdgeApp> StartAsync()
    {
        EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
        QueueConsumer[] consumers = [new() { Queue = "jobs", DeadLetterQueue = "dead" }, new() { Queue = "quiet" }];
        FunctionVersion version = new()
        {
            FunctionName = "worker",
            Number = 1,
            Version = "1-a",
            PackageHash = "",
            Config = FunctionConfig.Default with { Queues = new FunctionQueues { Consumers = consumers } },
        };
        app.Functions.List().Returns([new FunctionRecord { Name = "worker", Revision = 1, Status = FunctionStatus.Active, Traffic = [new TrafficShare(version, 100)] }]);
        return app;
    }
}
