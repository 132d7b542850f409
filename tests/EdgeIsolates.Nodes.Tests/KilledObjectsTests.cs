using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EdgeIsolates.Nodes.Tests.TestKit;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

/// <summary>Durable Objects in hosts that are killed: what was acknowledged is there, once, and alarms that fell due meanwhile ring.</summary>
public sealed class KilledObjectsTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 32;
    private const int Objects = 4;

    private const string Code = """
        import { DurableObject } from 'cloudflare:workers';

        export class Counter extends DurableObject {
          constructor(ctx, env) {
            super(ctx, env);
            ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS increments (id TEXT PRIMARY KEY)');
          }

          // The count is read, waited with and written, so that a broken gate would lose some.
          async add(id) {
            const count = (await this.ctx.storage.get('count') ?? 0) + 1;
            await this.ctx.storage.list({ limit: 2 });
            await this.ctx.storage.put('count', count);
            this.ctx.storage.sql.exec('INSERT INTO increments VALUES (?)', id);
            return count;
          }

          async read() {
            return { count: await this.ctx.storage.get('count') ?? 0, ids: this.ctx.storage.sql.exec('SELECT id FROM increments').toArray().map((row) => row.id) };
          }

          async ring(inMs) { await this.ctx.storage.setAlarm(Date.now() + Number(inMs)); }

          async rung() { return { rung: await this.ctx.storage.get('rung') ?? 0, alarm: await this.ctx.storage.getAlarm() }; }

          async alarm() { await this.ctx.storage.put('rung', (await this.ctx.storage.get('rung') ?? 0) + 1); }
        }

        export default {
          async fetch(request, env) {
            const { searchParams } = new URL(request.url), stub = env.COUNTER.getByName(searchParams.get('object'));
            return Response.json(await stub[searchParams.get('method')](searchParams.get('argument')) ?? null);
          },
        };
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-kill-").FullName;

    /// <summary>4 rounds; EDGE_KILL_ROUNDS=20 for the figures in the documentation.</summary>
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("EDGE_KILL_ROUNDS"), out int rounds) ? rounds : 4;

    [Fact]
    public async Task Kill_WhileManyCount_NoAcknowledgedIncrementIsLostOrDoubledAndAlarmsRing()
    {
        string file = Path.Combine(_folder, "edge.db");
        var acknowledged = new ConcurrentDictionary<string, int>();
        int sent = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using Node node = await Node.StartAsync("--sqlite", file);
            if (round == 0)
            {
                await node.DeployAsync("counter", Function());
            }

            await CheckAsync(node, acknowledged);
            await CheckAlarmAsync(node, round - 1);
            await CallAsync(node, $"bell{round}", "ring", "1500");
            Task[] clients = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(() => CountUntilKilledAsync(node, client)))];
            await Task.Delay(Random.Shared.Next(200, 1400));
            node.Process.Kill();
            await Task.WhenAll(clients);
            output.WriteLine($"round {round}: {sent} sent, {acknowledged.Count} acknowledged");
        }

        Assert.False(acknowledged.IsEmpty);
        using Node last = await Node.StartAsync("--sqlite", file);
        await CheckAsync(last, acknowledged);
        await CheckAlarmAsync(last, Rounds - 1);

        async Task CountUntilKilledAsync(Node node, int client)
        {
            while (true)
            {
                string id = $"{Interlocked.Increment(ref sent)}";
                try
                {
                    JsonElement count = await CallAsync(node, $"counter{client % Objects}", "add", id);
                    acknowledged[id] = count.GetInt32();
                }
                catch (Exception error) when (error is HttpRequestException or JsonException or TaskCanceledException)
                {
                    return;
                }
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static object Function() => new
    {
        modules = new object[] { new { name = "index.js", kind = "javaScript", content = Code } },
        routes = new[] { "/counter" },
        config = new
        {
            migrations = new object[] { new { tag = "v1", new_sqlite_classes = new[] { "Counter" } } },
            bindings = new Dictionary<string, object> { ["COUNTER"] = new { type = "durable_object_namespace", class_name = "Counter" } },
        },
    };

    private static Task<JsonElement> CallAsync(Node node, string name, string method, string argument = "") =>
        node.GetAsync($"/counter?object={name}&method={method}&argument={argument}");

    /// <summary>Asks the objects what they have: every acknowledged increment once, the others once or not at all, and as many as were counted.</summary>
    private static async Task CheckAsync(Node node, ConcurrentDictionary<string, int> acknowledged)
    {
        HashSet<string> kept = [];
        for (int i = 0; i < Objects; i++)
        {
            JsonElement state = await CallAsync(node, $"counter{i}", "read");
            string[] ids = [.. state.GetProperty("ids").EnumerateArray().Select(static id => id.GetString()!)];
            Assert.Equal(ids.Length, state.GetProperty("count").GetInt32());
            Assert.All(ids, id => Assert.True(kept.Add(id), $"The increment {id} is there twice."));
        }

        string[] lost = [.. acknowledged.Keys.Where(id => !kept.Contains(id))];
        Assert.True(lost.Length == 0, string.Create(CultureInfo.InvariantCulture, $"{lost.Length} of {acknowledged.Count} acknowledged increments are lost: {string.Join(", ", lost.Take(20))}."));
    }

    private static async Task CheckAlarmAsync(Node node, int round)
    {
        JsonElement state = default;
        for (int i = 0; round >= 0 && i < 500; i++)
        {
            state = await CallAsync(node, $"bell{round}", "rung");
            if (state.GetProperty("rung").GetInt32() > 0 && state.GetProperty("alarm").ValueKind == JsonValueKind.Null)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.True(round < 0, $"The alarm of round {round} did not ring: {state}.");
    }
}
