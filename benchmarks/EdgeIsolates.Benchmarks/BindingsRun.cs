using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Benchmarks;

/// <summary>
/// A call of each kind of binding, and the same from plain C#, by turns: microseconds of wall time per call and the ratio. The best of the turns counts, because what
/// disturbs only adds. With the address of a Redis server, KV in there is measured too.
/// </summary>
internal static class BindingsRun
{
    private const int Turns = 7;
    private const int CallsPerTurn = 900;

    public static void Run(string? redis) => RunAllAsync(redis).GetAwaiter().GetResult();

    private static async Task RunAllAsync(string? redis)
    {
        Console.WriteLine("| case | µs a call | the same from C#, µs | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
        await RunAsync(null, static _ => true);
        if (redis is not null)
        {
            Console.WriteLine("| in Redis: | | | |");
            await RunAsync(redis, static name => name.StartsWith("kv", StringComparison.Ordinal));
        }
    }

    private static async Task RunAsync(string? redis, Func<string, bool> isWanted)
    {
        string folder = Directory.CreateTempSubdirectory("edge-bindings-").FullName;
        await using ServiceProvider services = Host(folder, redis);
        await DeployAsync(services);
        await CallAsync(services, "prepare", 1);
        using var plainCalls = new PlainCalls(folder);
        foreach ((string name, Func<Task> plain) in Cases(services, plainCalls, folder).Where(one => isWanted(one.Name)))
        {
            double ours = double.MaxValue;
            double theirs = double.MaxValue;
            for (int turn = 0; turn < Turns; turn++)
            {
                ours = Math.Min(ours, await TimeAsync(1, () => CallAsync(services, name, CallsPerTurn)) / CallsPerTurn);
                theirs = Math.Min(theirs, await TimeAsync(CallsPerTurn, plain) / CallsPerTurn);
            }

            Console.WriteLine($"| {name} | {ours:F1} | {theirs:F2} | {ours / theirs:F1} |");
        }

        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static ServiceProvider Host(string folder, string? redis)
    {
        var services = new ServiceCollection();
        services.AddScoped<IAdder, Adder>();
        IEdgeIsolatesBuilder builder = services
            .AddEdgeIsolatesCore(options =>
            {
                options.Pool.MaxIsolatesPerFunction = 2;
                options.Limits = options.Limits with { CpuPerRequest = TimeSpan.FromSeconds(30), SubrequestsPerRequest = CallsPerTurn };
            })
            .AddSqliteStores(Path.Combine(folder, "edge.db"))
            .AddSqliteDatabases(Path.Combine(folder, "databases"))
            .AddSqliteDurableObjects(Path.Combine(folder, "objects"))
            .AddBinding<IAdder>("adder");
        if (redis is not null)
        {
            builder.AddRedisKeyValues(redis);
        }

        return services.BuildServiceProvider();
    }

    private static async Task DeployAsync(ServiceProvider services)
    {
        FunctionDeployment deployment = FunctionDeployment.FromCode("caller", await File.ReadAllTextAsync(BenchmarkRuntime.PathOf("bindings.js"))) with
        {
            Config = FunctionConfig.Default with
            {
                CpuMs = 30_000,
                Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["Counter"] }],
                Bindings = new Dictionary<string, FunctionBinding>
                {
                    ["ADDER"] = FunctionBinding.Parse("""{ "type": "host", "name": "adder" }"""),
                    ["SELF"] = FunctionBinding.Parse("""{ "type": "service", "service": "caller", "entrypoint": "Callee" }"""),
                    ["KV"] = FunctionBinding.Parse("""{ "type": "kv", "id": "things" }"""),
                    ["DB"] = FunctionBinding.Parse("""{ "type": "d1", "id": "things" }"""),
                    ["COUNTER"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "Counter" }"""),
                },
            },
        };
        await DeployAsync(services, deployment);
        await DeployAsync(services, FunctionDeployment.FromCode("callee", "export default { fetch: () => new Response('1') }"));
    }

    private static async Task DeployAsync(ServiceProvider services, FunctionDeployment deployment)
    {
        DeployResult result = await services.GetRequiredService<IEdgeFunctions>().DeployAsync(deployment);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join('\n', result.Faults));
        }
    }

    private static async Task CallAsync(ServiceProvider services, string name, int times)
    {
        var request = new EdgeRequest { Url = $"https://benchmark/{Uri.EscapeDataString(name)}?times={times}" };
        InvocationResult result = await services.GetRequiredService<IEdgeRuntime>().InvokeAsync("caller", request);
        if (result.Outcome != InvocationOutcome.Ok)
        {
            throw new InvalidOperationException($"{name}: {result.Outcome}: {result.Error}");
        }
    }

    private static (string Name, Func<Task> Plain)[] Cases(ServiceProvider services, PlainCalls plain, string folder)
    {
        IKeyValueStore values = services.GetRequiredService<IKeyValueStore>();
        IEdgeRuntime runtime = services.GetRequiredService<IEdgeRuntime>();
        return
        [
            ("host", () => InScopeAsync(services, static adder => adder.AddAsync(1, 2).AsTask())),
            ("host record", () => InScopeAsync(services, static adder => adder.GetAsync("sku-1").AsTask())),
            ("service rpc", plain.CallAsync),
            ("service fetch", () => runtime.InvokeAsync("callee", new EdgeRequest { Url = "https://callee/" }).AsTask()),
            ("kv get cached", plain.ReadCachedAsync),
            ("kv get", () => values.GetAsync("things", "key", CancellationToken.None)),
            ("d1 first", () => SelectAsync(folder)),
            ("object call", plain.CallAsync),
            ("object write", plain.WriteAsync),
        ];
    }

    private static async Task InScopeAsync(ServiceProvider services, Func<IAdder, Task> call)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        await call(scope.ServiceProvider.GetRequiredService<IAdder>());
    }

    private static async Task SelectAsync(string folder)
    {
        string file = Directory.EnumerateFiles(Path.Combine(folder, "databases"), "things*").First(static path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal));
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM things WHERE id = @id";
        command.Parameters.AddWithValue("@id", 7);
        await command.ExecuteScalarAsync();
    }

    private static async Task<double> TimeAsync(int times, Func<Task> run)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            await run();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
