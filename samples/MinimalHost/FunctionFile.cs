using System.Globalization;
using System.Text.Json;
using EdgeIsolates;

namespace MinimalHost;

/// <summary>
/// A function in one file. The comment lines at its top say what else there is to know:
/// <code>
/// // route: /hello/*
/// // cpuMs: 50
/// // env: GREETING=Good day
/// // binding: USERS = { "type": "kv", "id": "users" }
/// // class: Counter             (a Durable Object class)
/// // consumes: jobs             (a queue)
/// // cron: */5 * * * *
/// </code>
/// </summary>
internal static class FunctionFile
{
    public static FunctionDeployment Parse(string name, string fileName, string source)
    {
        List<string> routes = [];
        Dictionary<string, string> env = [];
        Dictionary<string, FunctionBinding> bindings = [];
        FunctionConfig config = new() { EnvVars = env, Bindings = bindings };
        foreach ((string key, string value) in Remarks(source))
        {
            switch (key)
            {
                case "route":
                    routes.Add(value);
                    break;
                case "env" when value.Split('=', 2) is [var variable, var text]:
                    env[variable.Trim()] = text.Trim();
                    break;
                case "binding" when value.Split('=', 2) is [var binding, var json]:
                    bindings[binding.Trim()] = Binding(json);
                    break;
                case "class":
                    config = config with { Migrations = [.. config.Migrations, new DurableObjectMigration { Tag = value, NewSqliteClasses = [value] }] };
                    break;
                case "consumes":
                    config = config with { Queues = new FunctionQueues { Consumers = [.. config.Queues.Consumers, new QueueConsumer { Queue = value, MaxBatchTimeoutMs = 100 }] } };
                    break;
                case "cron":
                    config = config with { Crons = [.. config.Crons, new CronTrigger { Cron = value }] };
                    break;
                case "memoryLimitMb":
                    config = config with { MemoryLimitMb = Number(value) };
                    break;
                case "timeoutMs":
                    config = config with { TimeoutMs = Number(value) };
                    break;
                case "cpuMs":
                    config = config with { CpuMs = Number(value) };
                    break;
            }
        }

        return new FunctionDeployment
        {
            Name = name,
            Modules = [EdgeModule.JavaScript(fileName, source)],
            Routes = routes,
            Config = config,
        };
    }

    private static IEnumerable<(string Key, string Value)> Remarks(string source) =>
        from line in source.Split('\n').TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal))
        let parts = line[2..].Split(':', 2)
        where parts.Length == 2
        select (parts[0].Trim(), parts[1].Trim());

    // What is no JSON becomes a binding that the deploy refuses with a clear sentence.
    private static FunctionBinding Binding(string json)
    {
        try
        {
            return FunctionBinding.Parse(json);
        }
        catch (JsonException)
        {
            return FunctionBinding.Parse("{}");
        }
    }

    // What is no number becomes one that the deploy refuses with a clear sentence.
    private static int Number(string value) => int.TryParse(value, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
