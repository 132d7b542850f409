using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A function that is bound to a store of each kind, over SQLite in a folder that goes with it.</summary>
internal sealed class StatefulFunction : IAsyncDisposable
{
    private const string Code = """
        import { DurableObject } from 'cloudflare:workers';

        export class Counter extends DurableObject {
          async add(at) {
            if (at) await this.ctx.storage.setAlarm(at);
            return 1;
          }
          alarm() {}
        }

        export default {
          async fetch(request, env) {
            const { pathname } = new URL(request.url);
            if (pathname === '/send') await env.JOBS.send('<i>job</i>');
            if (pathname === '/count') await env.COUNTER.getByName('<u>ann</u>').add(Date.now() + 3_600_000);
            return new Response('done');
          },
          queue(batch) { batch.ackAll(); },
          scheduled(controller) { console.log('ticked', controller.cron); },
        }
        """;

    private readonly string _folder;

    private StatefulFunction(LiveApp app, string folder)
    {
        App = app;
        _folder = folder;
    }

    public LiveApp App { get; }

    public static async Task<StatefulFunction> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("edge-state-").FullName;
        LiveApp app = await LiveApp.StartAsync(
            Code,
            // Nobody calls the objects while a page shows that they live.
            options => options.DurableObjects.IdleTimeout = TimeSpan.FromHours(1),
            map: mapped =>
            {
                mapped.MapEdgeIsolates();
                mapped.MapEdgeIsolatesAdmin();
            },
            build: edge => edge.AddSqliteDatabases(Path.Combine(folder, "sql")).AddSqliteDurableObjects(Path.Combine(folder, "objects")),
            bind: Bind);
        return new StatefulFunction(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static FunctionConfig Bind(FunctionConfig config) => config with
    {
        Bindings = new Dictionary<string, FunctionBinding>
        {
            ["USERS"] = FunctionBinding.Parse("""{ "type": "kv", "id": "users" }"""),
            ["DB"] = FunctionBinding.Parse("""{ "type": "d1", "id": "orders" }"""),
            ["JOBS"] = FunctionBinding.Parse("""{ "type": "queue", "queue": "dead" }"""),
            ["COUNTER"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "Counter" }"""),
        },
        Queues = new FunctionQueues { Consumers = [new QueueConsumer { Queue = "jobs", DeadLetterQueue = "dead" }] },
        Crons = [new CronTrigger { Cron = "0 0 1 1 *" }],
        Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["Counter"] }],
    };
}
