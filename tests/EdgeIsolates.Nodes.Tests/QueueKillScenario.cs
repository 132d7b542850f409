using System.Diagnostics;
using System.Net;
using System.Text.Json;
using EdgeIsolates.Nodes.Tests.TestKit;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

/// <summary>
/// Messages through a consumer that fails 5 % of them at random, and each thousandth always, while the host is killed twice. What was handled, the consumer itself notes in another queue of the
/// same store, before the batch is acknowledged.
/// </summary>
public abstract class QueueKillScenario(ITestOutputHelper output)
{
    private const int PerRequest = 100;
    private const int PoisonEach = 1000;
    private const int MaxRetries = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>1,000 messages; EDGE_QUEUE_MESSAGES=100000 for the figures in the documentation.</summary>
    private static int Messages => int.TryParse(Environment.GetEnvironmentVariable("EDGE_QUEUE_MESSAGES"), out int messages) ? messages : 1_000;

    /// <summary>Starts a host on the stores; each time on the same ones.</summary>
    private protected abstract Task<Node> StartAsync();

    [Fact]
    public async Task Kill_InTheMiddleOfQueues_EachMessageIsHandledOrADeadLetter()
    {
        long began = Stopwatch.GetTimestamp();
        Node node = await StartAsync();
        try
        {
            await DeployAsync(node);
            int requests = Messages / PerRequest;
            int[] kills = [requests * 2 / 5, requests * 4 / 5];
            for (int request = 0; request < requests; request++)
            {
                bool isKilled = kills.Contains(request);
                while (!await TrySendAsync(node, request * PerRequest, isKilled))
                {
                    QueueState killed = await KillAndStartAsync();
                    output.WriteLine($"killed after {request * PerRequest} messages were sent: then there were {killed}");
                    isKilled = false;
                }
            }

            TimeSpan sent = Stopwatch.GetElapsedTime(began);
            QueueState end = await UntilDoneAsync(node);
            TimeSpan done = Stopwatch.GetElapsedTime(began);
            await CheckAsync(node);
            output.WriteLine($"{Messages} messages sent in {sent.TotalSeconds:0.0} s, done after {done.TotalSeconds:0.0} s, kills and waits for leases included; at the end: {end}");
        }
        finally
        {
            node.Dispose();
        }

        async Task<QueueState> KillAndStartAsync()
        {
            node.Dispose();
            node = await StartAsync();
            return await StateAsync(node);
        }
    }

    private static async Task DeployAsync(Node node)
    {
        const string Code = """
            export default {
              async fetch(request, env) {
                const from = Number(new URL(request.url).searchParams.get('from'));
                await env.JOBS.sendBatch(Array.from({ length: 100 }, (_, i) => ({ body: from + i })));
                return new Response('sent');
              },
              async queue(batch, env) {
                await scheduler.wait(5);
                const done = [];
                for (const message of batch.messages) {
                  if (message.body % 1000 === 999 || Math.random() < 0.05) message.retry();
                  else done.push(message.body);
                }
                if (done.length > 0) await env.DONE.send(done);
              },
            };
            """;
        object function = new
        {
            modules = new object[] { new { name = "index.js", kind = "javaScript", content = Code } },
            routes = new[] { "/send" },
            config = new
            {
                timeoutMs = 2000,
                bindings = new Dictionary<string, object> { ["JOBS"] = new { type = "queue", queue = "jobs" }, ["DONE"] = new { type = "queue", queue = "done" } },
                queues = new
                {
                    consumers = new object[]
                    {
                        new { queue = "jobs", maxBatchSize = Messages > 10_000 ? 100 : 20, maxBatchTimeoutMs = 100, maxRetries = MaxRetries, deadLetterQueue = "dead", maxConcurrency = 4 },
                    },
                },
            },
        };
        Assert.Equal(HttpStatusCode.Created, await node.SendAsync(HttpMethod.Put, "/_edge/functions/worker", JsonSerializer.Serialize(function)));
    }

    /// <summary>Sends a hundred messages; false when the host died on the way, and nobody knows whether they were sent.</summary>
    private static async Task<bool> TrySendAsync(Node node, int from, bool isKilled)
    {
        try
        {
            Task<HttpStatusCode> sending = node.SendAsync(HttpMethod.Get, $"/send?from={from}");
            if (isKilled)
            {
                await Task.Delay(Random.Shared.Next(0, 20));
                node.Process.Kill();
            }

            HttpStatusCode status = await sending;
            if (status == HttpStatusCode.GatewayTimeout)
            {
                // The machine stood still for longer than the function's two seconds, and nobody knows whether they were sent.
                return !isKilled && await TrySendAsync(node, from, isKilled: false);
            }

            Assert.Equal(HttpStatusCode.OK, status);
            return !isKilled;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<QueueState> UntilDoneAsync(Node node)
    {
        for (long began = Stopwatch.GetTimestamp(); ; await Task.Delay(250))
        {
            QueueState state = await StateAsync(node);
            if (state.Jobs == 0)
            {
                return state;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"There are still {state}.\n{node.Process.LastWords}");
        }
    }

    private static async Task CheckAsync(Node node)
    {
        int[] poison = [.. Enumerable.Range(0, Messages).Where(number => number % PoisonEach == PoisonEach - 1)];
        int[] dead = [.. (await node.BodiesAsync("dead")).Select(body => JsonSerializer.Deserialize<int>(body))];
        int[] done = [.. (await node.BodiesAsync("done")).SelectMany(body => JsonSerializer.Deserialize<int[]>(body)!)];

        // A message of a request that was sent twice, because its first answer was lost, may be there twice.
        Assert.Equal(poison, dead.Distinct().Order());
        Assert.Equal(Enumerable.Range(0, Messages).Except(poison), done.Distinct().Order());
        Assert.True(dead.Length <= poison.Length + 2, $"{dead.Length} dead letters of {poison.Length}.");
    }

    private static async Task<QueueState> StateAsync(Node node)
    {
        Dictionary<string, long> counts = (await node.GetAsync("/_edge/queues")).EnumerateArray().ToDictionary(
            queue => queue.GetProperty("queue").GetString()!,
            queue => queue.GetProperty("ready").GetInt64() + queue.GetProperty("delayed").GetInt64() + queue.GetProperty("inFlight").GetInt64());
        return new QueueState(counts.GetValueOrDefault("jobs"), counts.GetValueOrDefault("done"), counts.GetValueOrDefault("dead"));
    }

    private sealed record QueueState(long Jobs, long Done, long Dead)
    {
        public override string ToString() => $"{Jobs} messages in the queue, {Done} notes of batches, {Dead} dead letters";
    }
}
