using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using EdgeIsolates.Packages.Tests.Npm;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Packages.Tests;

/// <summary>Cloudflare's own command line, unmodified, deploys to a host of ours.</summary>
[Collection(NpmCollection.Name)]
public sealed partial class WranglerTests
{
    /// <summary>What wrangler 4.86 asks for.</summary>
    private const string Node = "20.3.0";

    [NodeFact(Node)]
    public async Task Deploy_OfTheIntakeSample_RunsAsItsFileSays()
    {
        await using WranglerHost host = await WranglerHost.StartAsync();
        foreach (string name in new[] { "intake.js", "wrangler.toml" })
        {
            host.Write(name, await File.ReadAllTextAsync(Path.Combine(Folders.IntakeProxy, name)));
        }

        await host.MustAsync("deploy");
        Command secret = await host.RunAsync("hooked", "secret", "put", "WEBHOOK_SECRET");
        Assert.True(secret.ExitCode == 0, secret.Output);

        FunctionVersion live = Assert.Single(host.Functions.Find("intake")!.Traffic).Version;
        Assert.Equal(["example.com/events", "example.com/webhook"], live.Routes);
        Assert.Equal(50, live.Config.CpuMs);
        Assert.Equal(["WEBHOOK_SECRET"], live.SecretNames);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(host, "other"));
        await AddKeyAsync(host, "demo", limit: 1);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await CallAsync(host, "demo"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync(host, "demo"));

        int versions = live.Number;
        await host.MustAsync("deploy");
        Assert.Equal(versions + 1, Assert.Single(host.Functions.Find("intake")!.Traffic).Version.Number);
    }

    [NodeFact(Node)]
    public async Task Deploy_EveryKindOfBindingAndTrigger_IsThere_AndVersionsShareTheRequests()
    {
        await using WranglerHost host = await WranglerHost.StartAsync();
        host.Write("wrangler.toml", """
            name = "all"
            main = "all.js"
            compatibility_date = "2026-01-01"
            routes = ["*/all"]
            triggers = { crons = ["*/5 * * * *"] }
            vars = { TEXT = "t", JSON = { a = 1 } }
            kv_namespaces = [{ binding = "KV", id = "users" }]
            version_metadata = { binding = "VERSION" }
            services = [{ binding = "SELF", service = "all", entrypoint = "Other" }]
            [queues]
            producers = [{ binding = "JOBS", queue = "jobs" }]
            consumers = [{ queue = "jobs", max_batch_size = 7, max_batch_timeout = 1, dead_letter_queue = "dead" }]
            """);
        string Code(int number) => $$"""
            import { WorkerEntrypoint } from 'cloudflare:workers';
            import text from './text.txt';
            export class Other extends WorkerEntrypoint { name() { return 'other'; } }
            export default {
              async fetch(request, env) { return Response.json([{{number}}, text, env.TEXT, env.JSON.a, await env.SELF.name(), Object.keys(env).sort().join()]); },
              queue() {},
              scheduled() {},
            };
            """;
        host.Write("text.txt", "from a file");
        host.Write("all.js", Code(1));

        await host.MustAsync("deploy");

        Assert.Equal("""[1,"from a file","t",1,"other","JOBS,JSON,KV,SELF,TEXT,VERSION"]""", await host.Client.GetStringAsync("/all"));
        FunctionVersion live = Assert.Single(host.Functions.Find("all")!.Traffic).Version;
        Assert.Equal("*/5 * * * *", Assert.Single(live.Config.Crons).Cron);
        Assert.Equal(new QueueConsumer { Queue = "jobs", MaxBatchSize = 7, MaxBatchTimeoutMs = 1000, DeadLetterQueue = "dead" }, Assert.Single(live.Config.Queues.Consumers));

        host.Write("all.js", Code(2));
        string second = VersionId().Match(await host.MustAsync("versions", "upload", "--message", "the second")).Value;
        Assert.StartsWith("[1,", await host.Client.GetStringAsync("/all"), StringComparison.Ordinal);
        await host.MustAsync("versions", "deploy", $"{second}@100%", "-y");
        Assert.StartsWith("[2,", await host.Client.GetStringAsync("/all"), StringComparison.Ordinal);
        Assert.Contains("the second", await host.MustAsync("versions", "list"), StringComparison.Ordinal);
    }

    [NodeFact(Node)]
    public async Task Deploy_WhatThisHostHasNot_IsToldByTheCommand()
    {
        await using WranglerHost host = await WranglerHost.StartAsync();
        host.Write("wrangler.toml", """
            name = "none"
            main = "none.js"
            compatibility_date = "2026-01-01"
            workers_dev = false
            ai = { binding = "AI" }
            triggers = { crons = ["*/5 * * * *"] }
            tail_consumers = [{ service = "tail" }]
            """);
        host.Write("none.js", "export default { fetch() {} }");

        Command command = await host.WranglerAsync("deploy");

        Assert.NotEqual(0, command.ExitCode);
        Assert.Contains("this runtime has no \"tail_consumers\"", command.Output, StringComparison.Ordinal);
        Assert.Null(host.Functions.Find("none"));
    }

    private static async Task<HttpStatusCode> CallAsync(WranglerHost host, string key)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/events") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Host = "example.com";
        request.Headers.Add("x-api-key", key);
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task AddKeyAsync(WranglerHost host, string key, int limit)
    {
        KeyValueEntry entry = new()
        {
            Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
            Value = Encoding.UTF8.GetBytes($$"""{ "name": "customer", "limit": {{limit}} }"""),
        };
        await host.Services.GetRequiredService<IKeyValueStore>().PutAsync("intake-keys", entry, CancellationToken.None);
    }

    [GeneratedRegex("[0-9a-f]{8}-0000-4000-8000-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionId();
}
