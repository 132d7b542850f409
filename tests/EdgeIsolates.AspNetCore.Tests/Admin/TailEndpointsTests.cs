using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class TailEndpointsTests
{
    private static readonly InvocationRecord Record = new()
    {
        StartedAt = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero),
        FunctionName = "greeter",
        RequestId = "request-1",
        Outcome = InvocationOutcome.ExceededCpu,
        WallTime = TimeSpan.FromMilliseconds(1.5),
        Logs = [new InvocationLogLine(default, FunctionLogLevel.Warn, "two\nlines")],
        Error = EdgeError.WithoutPlace("Error", "too slow"),
    };

    [Fact]
    public async Task Tail_SendsARecordForEachRequest()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.Find("greeter").Returns(FakeRuntime.Function);
        using HttpResponseMessage response = await app.Client.GetAsync("/_edge/functions/greeter/tail", HttpCompletionOption.ResponseHeadersRead);
        await using IAsyncEnumerator<SseItem<string>> events = await EventsOfAsync(response);

        SseItem<string> ready = await NextAsync(events);
        app.Tail.Write(Record);
        SseItem<string> first = await NextAsync(events);
        app.Tail.Write(Record, missed: 3);
        SseItem<string> second = await NextAsync(events);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(("ready", TimeSpan.FromSeconds(2)), (ready.EventType, ready.ReconnectionInterval));
        Assert.Equal("greeter", app.Tail.LastFunctionName);
        Assert.Equal("record", first.EventType);
        JsonElement record = JsonElement.Parse(first.Data);
        Assert.Equal(("exceededCpu", 1.5), (record.GetProperty("outcome").GetString(), record.GetProperty("wallMs").GetDouble()));
        Assert.Equal(("warn", "two\nlines"), (record.GetProperty("logs")[0].GetProperty("level").GetString(), record.GetProperty("logs")[0].GetProperty("text").GetString()));
        Assert.Equal("too slow", record.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(3, JsonElement.Parse(second.Data).GetProperty("missed").GetInt32());
    }

    [Fact]
    public async Task Tail_OfAll_EndsWhenTheClientGoes()
    {
        await using EdgeApp app = await StartAsync();
        Task left = app.Tail.Left;
        using (HttpResponseMessage response = await app.Client.GetAsync("/_edge/tail", HttpCompletionOption.ResponseHeadersRead))
        {
            await using IAsyncEnumerator<SseItem<string>> events = await EventsOfAsync(response);
            await NextAsync(events);
            Assert.Equal((1, null), (app.Tail.Listeners, app.Tail.LastFunctionName));
        }

        await left.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, app.Tail.Listeners);
    }

    [Fact]
    public async Task Tail_HostStops_EndsAtOnce()
    {
        await using EdgeApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync("/_edge/tail", HttpCompletionOption.ResponseHeadersRead);
        await using IAsyncEnumerator<SseItem<string>> events = await EventsOfAsync(response);
        await NextAsync(events);

        Task stopped = app.StopAsync();

        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        await stopped;
    }

    [Fact]
    public async Task Tail_MoreListenersThanMay_Is429UntilOneLeaves()
    {
        await using EdgeApp app = await StartAsync();
        List<HttpResponseMessage> listeners = [];
        for (int i = 0; i < TailEndpoints.MostListeners; i++)
        {
            listeners.Add(await app.Client.GetAsync("/_edge/tail", HttpCompletionOption.ResponseHeadersRead));
        }

        using HttpResponseMessage refused = await app.Client.GetAsync("/_edge/tail", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        listeners.ForEach(listener => listener.Dispose());
    }

    [Fact]
    public async Task Tail_OfNoFunction_Is404()
    {
        await using EdgeApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/_edge/functions/none/tail")).StatusCode);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> EventsOfAsync(HttpResponseMessage response) =>
        SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        return events.Current;
    }

    private static Task<EdgeApp> StartAsync() => EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
}
