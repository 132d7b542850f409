using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>The thin proxy of an intake engineer, written for Workers: key check in KV, rate limit in a Durable Object, 202, forwarded afterwards.</summary>
public sealed class IntakeFunctionTests
{
    private const int Clients = 32;
    private const int Keys = 8;
    private const int CallsPerKey = 1250;

    private const string Code = """
        export class RateLimiter {
          constructor(state, env) {
            this.state = state;
            this.env = env;
          }

          async fetch(request) {
            const now = Date.now(), window = Number(this.env.WINDOW_MS), { limit } = await request.json();
            let counter = await this.state.storage.get('counter');
            if (counter === undefined || now >= counter.start + window) counter = { start: now, count: 0 };
            counter.count++;
            await this.state.storage.put('counter', counter);
            return Response.json({ allowed: counter.count <= limit, retryAfter: Math.ceil((counter.start + window - now) / 1000) });
          }
        }

        export default {
          async fetch(request, env, ctx) {
            const { pathname } = new URL(request.url);
            const apiKey = request.headers.get('x-api-key') ?? '';
            if (pathname === '/setup') {
              await env.KEYS.put(apiKey, JSON.stringify({ limit: 1000 }));
              return new Response('ok');
            }
            const known = await env.KEYS.get(apiKey, 'json');
            if (known === null) return new Response('unknown key', { status: 401 });
            const limiter = env.LIMITER.get(env.LIMITER.idFromName(apiKey));
            const answer = await limiter.fetch('https://limiter/', { method: 'POST', body: JSON.stringify({ limit: known.limit }) });
            const { allowed, retryAfter } = await answer.json();
            if (!allowed) return new Response('slow down', { status: 429, headers: { 'retry-after': String(retryAfter) } });
            const payload = await request.text();
            if (payload === '') return new Response('no payload', { status: 400 });
            ctx.waitUntil(fetch('https://origin.example/events', { method: 'POST', body: payload }));
            return new Response(null, { status: 202 });
          },
        };
        """;

    [Fact]
    public async Task Intake_TenThousandRequestsOf32Clients_CountsExactly()
    {
        var origin = new FakeOutbound(static _ => FakeOutbound.Text("ok"));
        await using ObjectEdge edge = new(services: services => services.AddSingleton<IOutboundHandler>(origin));
        FunctionConfig config = ObjectEdge.Config() with
        {
            EnvVars = new Dictionary<string, string> { ["WINDOW_MS"] = "3600000" },
            Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["RateLimiter"] }],
            Bindings = new Dictionary<string, FunctionBinding>
            {
                ["KEYS"] = FunctionBinding.Parse("""{ "type": "kv", "id": "keys" }"""),
                ["LIMITER"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "RateLimiter" }"""),
            },
        };
        await edge.Host.DeployAsync(Code, config);
        for (int key = 0; key < Keys; key++)
        {
            await CallAsync(edge, key, "/setup");
        }

        int[] accepted = new int[Keys];
        int[] refused = new int[Keys];
        await Parallel.ForAsync(0, Keys * CallsPerKey, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, _) =>
        {
            int key = i % Keys;
            switch (await CallAsync(edge, key, "/"))
            {
                case 202:
                    Interlocked.Increment(ref accepted[key]);
                    break;
                case 429:
                    Interlocked.Increment(ref refused[key]);
                    break;
            }
        });
        Assert.All(accepted, static count => Assert.Equal(1000, count));
        Assert.All(refused, static count => Assert.Equal(CallsPerKey - 1000, count));
        Assert.Equal(401, await CallAsync(edge, 99, "/"));
        for (int i = 0; i < 500 && origin.Requests.Count < Keys * 1000; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Assert.Equal(Keys * 1000, origin.Requests.Count);
    }

    private static async Task<int> CallAsync(ObjectEdge edge, int key, string path)
    {
        EdgeRequest request = EdgeHost.Get(path) with { Method = "POST", HasBody = true, Body = "{}"u8.ToArray(), Headers = [new("x-api-key", $"key-{key}")] };
        InvocationResult result = await edge.Host.Runtime.InvokeAsync("f", request);
        Assert.True(result.Outcome == InvocationOutcome.Ok, $"{result.Outcome}: {result.Error}");
        return result.Response!.Status;
    }
}
