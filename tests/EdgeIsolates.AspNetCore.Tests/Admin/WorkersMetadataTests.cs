using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

/// <summary>A deploy by form whose metadata is what wrangler sends to Cloudflare.</summary>
public sealed class WorkersMetadataTests
{
    private static readonly FunctionVersion LiveVersion = new()
    {
        FunctionName = "api",
        Number = 3,
        Version = "3-abc",
        PackageHash = "",
        SecretNames = ["TOKEN"],
        Config = FunctionConfig.Default with
        {
            EnvVars = new Dictionary<string, string> { ["OLD"] = "old", ["SAID"] = "before" },
            Bindings = new Dictionary<string, FunctionBinding>
            {
                ["USERS"] = FunctionBinding.Parse("""{ "type": "kv", "id": "users" }"""),
                ["ORDERS"] = FunctionBinding.Parse("""{ "type": "d1", "id": "orders" }"""),
            },
            Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["First"] }],
        },
    };

    private FunctionDeployment? _deployed;

    [Fact]
    public async Task Put_AllThatThereIsHereToo_IsMapped()
    {
        JsonElement answer = await PutAsync("""
            {
              "main_module": "./index.js",
              "bindings": [
                { "name": "KV", "type": "kv_namespace", "namespace_id": "users", "raw": true },
                { "name": "DB", "type": "d1", "id": "orders", "internalEnv": null },
                { "name": "B", "type": "r2_bucket", "bucket_name": "uploads" },
                { "name": "JOBS", "type": "queue", "queue_name": "jobs" },
                { "name": "AUTH", "type": "service", "service": "auth", "environment": "production", "entrypoint": "Admin" },
                { "name": "ROOM", "type": "durable_object_namespace", "class_name": "Room", "script_name": "chat" },
                { "name": "LIMIT", "type": "ratelimit", "namespace_id": "1", "simple": { "limit": 5, "period": 60 } },
                { "name": "TEXT", "type": "plain_text", "text": "t" },
                { "name": "KEY", "type": "secret_text", "text": "s" },
                { "name": "JSON", "type": "json", "json": { "a": [1] } },
                { "name": "VERSION", "type": "version_metadata" },
                { "name": "STOCK", "type": "host", "service": "inventory" },
                { "name": "OWN", "type": "bell", "volume": 11 }
              ],
              "migrations": { "new_tag": "v2", "steps": [{ "new_sqlite_classes": ["A", "B"] }, { "renamed_classes": [{ "from": "A", "to": "C" }], "deleted_classes": ["B"] }] },
              "compatibility_date": "2026-01-01", "compatibility_flags": ["nodejs_compat"], "limits": { "cpu_ms": 50 },
              "annotations": { "workers/message": "why", "workers/tag": "v9" },
              "tags": ["a"], "observability": { "enabled": true }, "placement": { "mode": "smart" }, "logpush": false, "tail_consumers": [], "keep_bindings": []
            }
            """);

        Assert.Equal("1-abc", answer.GetProperty("version").GetString());
        FunctionConfig config = _deployed!.Config;
        Assert.Equal(
            [
                """KV {"type":"kv","id":"users"}""",
                """DB {"type":"d1","id":"orders"}""",
                """B {"type":"r2","bucket_name":"uploads"}""",
                """JOBS {"type":"queue","queue":"jobs"}""",
                """AUTH {"type":"service","service":"auth","entrypoint":"Admin"}""",
                """ROOM {"type":"durable_object_namespace","class_name":"Room","script_name":"chat"}""",
                """LIMIT {"type":"ratelimit","namespace_id":"1","simple":{"limit":5,"period":60}}""",
                """JSON {"type":"json","value":{"a":[1]}}""",
                """VERSION {"type":"version_metadata","tag":"v9"}""",
                """STOCK {"type":"host","name":"inventory"}""",
                """OWN {"type":"bell","volume":11}""",
            ],
            config.Bindings.Select(static binding => $"{binding.Key} {JsonSerializer.Serialize(binding.Value.Settings)}"));
        Assert.Equal(("t", "s", 50, "why"), (config.EnvVars["TEXT"], _deployed.Secrets["KEY"], config.CpuMs, _deployed.Message));
        Assert.Equal(["nodejs_compat"], config.CompatibilityFlags);
        Assert.Equal(["v2/1 A,B   ", "v2  A>C B "], config.Migrations.Select(Told));
        Assert.Equal("index.js", _deployed.Modules[0].Name);
    }

    [Fact]
    public async Task Put_WhatThisRuntimeHasNot_IsRefusedAllAtOnce()
    {
        JsonElement problem = await PutAsync("""
            {
              "bindings": [
                { "name": "B", "type": "r2_bucket", "bucket_name": "uploads", "jurisdiction": "eu" },
                { "name": "JOBS", "type": "queue", "queue_name": "jobs", "delivery_delay": 5 },
                { "name": "AUTH", "type": "service", "service": "auth", "environment": "staging" },
                { "name": "JOBS", "type": "plain_text", "text": "" },
                { "name": "NONE", "type": "inherit" },
                { "name": "TEXT", "type": "plain_text" },
                { "type": "plain_text" }
              ],
              "migrations": { "old_tag": "v0", "new_tag": "v2", "transferred_classes": [{}] },
              "limits": { "cpu_ms": "many", "subrequests": 5 },
              "assets": { "jwt": "x" }, "tail_consumers": [{ "service": "t" }], "logpush": true, "bindingz": 1
            }
            """);

        Assert.Equal(422, problem.GetProperty("status").GetInt32());
        Assert.Equal(
            [
                "The binding B: this runtime's r2_bucket has no setting \"jurisdiction\".",
                "The binding JOBS: this runtime's queue has no setting \"delivery_delay\".",
                "The binding AUTH: this runtime's service has no setting \"environment\".",
                "Two of the bindings are named JOBS.",
                "The binding NONE: the live version has no NONE to inherit.",
                "The binding TEXT: it has a text.",
                "Each of the bindings is an object with a name and a type.",
                "migrations.old_tag is \"v0\", but the last migration of the live version is \"\".",
                "limits.cpu_ms is a whole number of milliseconds.",
                "limits.subrequests: a function of this runtime has no such limit of its own; the host sets it for all.",
                "metadata.assets: this runtime has no \"assets\".",
                "metadata.tail_consumers: this runtime has no \"tail_consumers\".",
                "metadata.logpush: this runtime has no \"logpush\".",
                "metadata.bindingz: this runtime has no \"bindingz\".",
                "migrations.transferred_classes: this runtime has no \"transferred_classes\".",
            ],
            problem.GetProperty("faults").EnumerateArray().Select(static fault => fault.GetProperty("message").GetString()));
        Assert.Null(_deployed);
    }

    [Fact]
    public async Task Put_KeepAndInherit_TakeFromTheLiveVersion()
    {
        await PutAsync(
            """
            {
              "bindings": [
                { "name": "SAID", "type": "plain_text", "text": "now" },
                { "name": "PEOPLE", "type": "inherit", "old_name": "USERS" },
                { "name": "TOKEN", "type": "inherit" }
              ],
              "keep_bindings": ["plain_text", "d1", "secret_text"]
            }
            """,
            LiveVersion);

        Assert.Equal(["OLD=old", "SAID=now"], _deployed!.Config.EnvVars.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["PEOPLE", "ORDERS"], _deployed.Config.Bindings.Keys);
        Assert.Empty(_deployed.Secrets);
        Assert.Equal(LiveVersion.Config.Migrations, _deployed.Config.Migrations);
    }

    [Theory]
    [InlineData("""{ "old_tag": "v1", "new_tag": "v2", "new_classes": ["Second"] }""", "v1 First", "v2 Second")]
    [InlineData("""{ "old_tag": "v1", "new_tag": "v1", "new_classes": ["Second"] }""", "v1 First")]
    [InlineData("""{ "new_tag": "v1", "steps": [{ "new_sqlite_classes": ["First"] }] }""", "v1 First")]
    public async Task Put_Migrations_GoOnFromTheLiveVersion(string migrations, params string[] expected)
    {
        await PutAsync($$"""{ "migrations": {{migrations}} }""", LiveVersion);

        Assert.Equal(expected, _deployed!.Config.Migrations.Select(static step => Told(step).Trim()));
    }

    [Fact]
    public async Task Put_OwnShape_SaysAllAndTakesNothingFromBefore()
    {
        await PutAsync("""{ "config": { "cpuMs": 5 } }""", LiveVersion);

        Assert.Equal((0, 0, 0), (_deployed!.Config.Migrations.Count, _deployed.Config.Bindings.Count, _deployed.Config.EnvVars.Count));
    }

    private static string Told(DurableObjectMigration step) =>
        $"{step.Tag} {string.Join(',', [.. step.NewClasses, .. step.NewSqliteClasses])} {string.Join(',', step.RenamedClasses.Select(static one => $"{one.From}>{one.To}"))} {string.Join(',', step.DeletedClasses)} ";

    private async Task<JsonElement> PutAsync(string metadata, FunctionVersion? live = null)
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
        app.Functions.DeployAsync(Arg.Any<FunctionDeployment>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            _deployed = call.Arg<FunctionDeployment>();
            return DeployResult.Deployed(new EdgeFunction { Name = _deployed.Name, Version = "1-abc", Modules = _deployed.Modules });
        });
        if (live is not null)
        {
            app.Functions.Find("api").Returns(new FunctionRecord { Name = "api", Revision = 1, Status = FunctionStatus.Active, Traffic = [new TrafficShare(live, 100)] });
        }

        using MultipartFormDataContent form = [];
        form.Add(Part("metadata", "application/json", metadata));
        form.Add(Part("./index.js", "application/javascript+module", "export default {}"));
        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/api", form);
        return await EdgeApp.JsonOf(response);
    }

    private static ByteArrayContent Part(string name, string contentType, string content)
    {
        ByteArrayContent part = new(Encoding.UTF8.GetBytes(content));
        part.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"; filename=\"{name}\"");
        return part;
    }
}
