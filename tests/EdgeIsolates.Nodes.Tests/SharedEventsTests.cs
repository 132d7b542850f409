using System.Net;
using System.Text.Json;
using EdgeIsolates.Nodes.Tests.TestKit;
using EdgeIsolates.TestServers;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

/// <summary>Three host processes on one PostgreSQL share what calls functions by itself.</summary>
public sealed class SharedEventsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Ticks = 2;

    private const string Code = """
        export default {
          async fetch(request, env) {
            const from = Number(new URL(request.url).searchParams.get('from'));
            await env.JOBS.sendBatch(Array.from({ length: 100 }, (_, i) => ({ body: from + i })));
            return new Response('sent');
          },
          async queue(batch, env) {
            await scheduler.wait(100);
            await env.DONE.send({ node: await env.NODE.id(), jobs: batch.messages.map((message) => message.body) });
          },
          async scheduled(controller, env) {
            await env.TICKS.send({ node: await env.NODE.id(), time: controller.scheduledTime });
          },
        };
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly List<Node> _nodes = [];
    private PostgreSqlServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgreSqlServer.CreateAsync();
        for (int i = 0; i < 3; i++)
        {
            _nodes.Add(await Node.StartAsync("--postgresql", _server.ConnectionString));
        }
    }

    public async Task DisposeAsync()
    {
        _nodes.ForEach(node => node.Dispose());
        await _server.DisposeAsync();
    }

    /// <summary>Real minutes go by, because the nodes' clocks are the machine's; the machine has little to do meanwhile.</summary>
    [Fact]
    public async Task QueuesAndSchedules_ThreeNodes_ShareThemAndLoseNothing()
    {
        await DeployAsync();
        using var patience = new CancellationTokenSource(Patience);
        int sent = 0;
        while ((await NotesAsync<Tick>("ticks")).Count < Ticks || NodesOf(await NotesAsync<Done>("done")) < _nodes.Count)
        {
            if (sent < 10_000)
            {
                Assert.Equal(HttpStatusCode.OK, await _nodes[sent / 100 % _nodes.Count].SendAsync(HttpMethod.Get, $"/send?from={sent}"));
                sent += 100;
            }

            await Task.Delay(TimeSpan.FromSeconds(2), patience.Token);
        }

        List<Done> done;
        while ((done = await NotesAsync<Done>("done")).Sum(note => note.Jobs.Length) < sent)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), patience.Token);
        }

        Assert.Equal(Enumerable.Range(0, sent), done.SelectMany(note => note.Jobs).Distinct().Order());
        List<Tick> ticks = await NotesAsync<Tick>("ticks");
        Assert.Equal(ticks.Count, ticks.Select(tick => tick.Time).Distinct().Count());
        Assert.All(ticks, tick => Assert.Equal(0, tick.Time % 60_000));
        output.WriteLine($"{sent} messages: {string.Join(", ", done.GroupBy(note => note.Node).Select(node => $"{node.Sum(note => note.Jobs.Length)} on {node.Key}"))}; {ticks.Count} ticks on {string.Join(", ", ticks.Select(tick => tick.Node))}");
    }

    private static int NodesOf(IEnumerable<Done> notes) => notes.Select(note => note.Node).Distinct().Count();

    private Task DeployAsync() => _nodes[0].DeployAsync("worker", new
    {
        modules = new object[] { new { name = "index.js", kind = "javaScript", content = Code } },
        routes = new[] { "/send" },
        config = new
        {
            bindings = new Dictionary<string, object>
            {
                ["JOBS"] = new { type = "queue", queue = "jobs" },
                ["DONE"] = new { type = "queue", queue = "done" },
                ["TICKS"] = new { type = "queue", queue = "ticks" },
                ["NODE"] = new { type = "host", name = "node" },
            },
            queues = new { consumers = new object[] { new { queue = "jobs", maxBatchSize = 10, maxBatchTimeoutMs = 100, maxConcurrency = 1 } } },
            crons = new[] { "* * * * *" },
        },
    });

    private async Task<List<T>> NotesAsync<T>(string queue) =>
        [.. (await _nodes[0].BodiesAsync(queue)).Select(static body => JsonSerializer.Deserialize<T>(body, Web)!)];

    private sealed record Done(string Node, int[] Jobs);

    private sealed record Tick(string Node, long Time);
}
