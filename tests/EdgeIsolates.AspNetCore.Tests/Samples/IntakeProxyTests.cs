using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore.Tests.Samples;

/// <summary>The sample's own function file over real HTTP, in front of an origin of its own. Windows are so long, or so short, that no machine is too slow for them.</summary>
public sealed class IntakeProxyTests : IDisposable
{
    private const int Clients = 32;
    private const int Keys = 8;
    private const int CallsPerKey = 1250;
    private const int Limit = 1000;
    private const int AnHour = 3_600_000;
    private const string WebhookSecret = "hooked";
    private const string Sound = """{ "id": "1", "type": "order.created", "time": "2026-11-22" }""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-intake-").FullName;

    [Fact]
    public async Task Events_TenThousandOf32Clients_AreCountedExactly()
    {
        await using IntakeOrigin origin = await IntakeOrigin.StartAsync(Keys * Limit);
        await using LiveApp app = await StartAsync(origin, AnHour);
        await AddKeysAsync(app, Keys, Limit);
        int[] accepted = new int[Keys];
        int[] refused = new int[Keys];

        await Parallel.ForAsync(0, Keys * CallsPerKey, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, _) =>
        {
            int key = i % Keys;
            string sent = string.Create(CultureInfo.InvariantCulture, $$"""{ "id": "{{i}}", "type": "order.created", "time": "2026-11-22" }""");
            using HttpResponseMessage response = await SendAsync(app, sent, $"key-{key}");
            Interlocked.Increment(ref response.StatusCode == HttpStatusCode.Accepted ? ref accepted[key] : ref refused[key]);
            Assert.True(response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.TooManyRequests, $"{response.StatusCode}");
        });

        Assert.All(accepted, static count => Assert.Equal(Limit, count));
        Assert.All(refused, static count => Assert.Equal(CallsPerKey - Limit, count));
        await origin.HasAll.WaitAsync(Patience);
        Assert.Equal(Keys * Limit, origin.Events.Count);
        Assert.All(origin.Events.Values, static times => Assert.Equal(1, times));
        Assert.Equal(Keys * Limit, origin.Count);
    }

    [Fact]
    public async Task Events_OverTheLimit_SayWhenToTryAgain()
    {
        await using IntakeOrigin origin = await IntakeOrigin.StartAsync(1);
        await using LiveApp app = await StartAsync(origin, AnHour);
        await AddKeysAsync(app, 1, limit: 1);

        using HttpResponseMessage first = await SendAsync(app, Sound, "key-0");
        using HttpResponseMessage second = await SendAsync(app, Sound, "key-0");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
    }

    [Fact]
    public async Task Events_WindowIsOver_AreCountedAnew()
    {
        await using IntakeOrigin origin = await IntakeOrigin.StartAsync(3);
        await using LiveApp app = await StartAsync(origin, windowMs: 0);
        await AddKeysAsync(app, 1, limit: 1);

        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage response = await SendAsync(app, Sound, "key-0");
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        await origin.HasAll.WaitAsync(Patience);
    }

    [Fact]
    public async Task Events_Unsound_AreRefusedAndNotForwarded()
    {
        await using IntakeOrigin origin = await IntakeOrigin.StartAsync(1);
        await using LiveApp app = await StartAsync(origin, AnHour);
        await AddKeysAsync(app, 1, Limit);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.Client.GetAsync("/events")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(app, Sound, "other")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(app, Sound, key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(app, "{", "key-0")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(app, new string(' ', 65_537), "key-0")).StatusCode);
        using HttpResponseMessage faulty = await SendAsync(app, """{ "id": 1, "type": "Order", "time": "soon" }""", "key-0");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
        Assert.Equal(3, (await EdgeApp.JsonOf(faulty)).GetProperty("faults").GetArrayLength());

        Assert.Equal(0, origin.Count);
    }

    [Fact]
    public async Task Webhook_Signed_IsForwarded_AndNothingElseIs()
    {
        await using IntakeOrigin origin = await IntakeOrigin.StartAsync(1);
        await using LiveApp app = await StartAsync(origin, AnHour);
        string signature = IntakeOrigin.SignatureOf(WebhookSecret, Encoding.UTF8.GetBytes(Sound));

        foreach (string? wrong in new[] { null, signature, "sha256=", $"sha256={signature}0", $"sha256={IntakeOrigin.SignatureOf("other", Encoding.UTF8.GetBytes(Sound))}" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await HookAsync(app, wrong)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync(app, $"sha256={signature}")).StatusCode);
        await origin.HasAll.WaitAsync(Patience);
        Assert.Equal("webhook 1", Assert.Single(origin.Events).Key);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<HttpResponseMessage> SendAsync(LiveApp app, string body, string? key)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/events") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        return app.Client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> HookAsync(LiveApp app, string? signature)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/webhook") { Content = new StringContent(Sound, Encoding.UTF8, "application/json") };
        if (signature is not null)
        {
            request.Headers.Add("x-hub-signature-256", signature);
        }

        return app.Client.SendAsync(request);
    }

    private static async Task AddKeysAsync(LiveApp app, int keys, int limit)
    {
        IKeyValueStore store = app.Services.GetRequiredService<IKeyValueStore>();
        for (int key = 0; key < keys; key++)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"key-{key}")));
            byte[] customer = JsonSerializer.SerializeToUtf8Bytes(new { name = $"customer-{key}", limit });
            await store.PutAsync("intake-keys", new KeyValueEntry { Key = hash, Value = customer }, CancellationToken.None);
        }
    }

    private async Task<LiveApp> StartAsync(IntakeOrigin origin, int windowMs)
    {
        LiveApp app = await LiveApp.StartAsync(
            "export default { fetch() {} }",
            options =>
            {
                options.Egress.PrivateHosts.Add("localhost");
                options.Limits = options.Limits with { WaitUntil = Patience };
            },
            build: edge => edge.AddSqliteDurableObjects(_folder));
        await app.DeployAsync(new FunctionDeployment
        {
            Name = "intake",
            Modules = [EdgeModule.JavaScript("intake.js", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "intake.js")))],
            Routes = ["/events", "/webhook"],
            Config = FunctionConfig.Default with
            {
                EnvVars = new Dictionary<string, string> { ["ORIGIN"] = origin.Address, ["WINDOW_MS"] = windowMs.ToString(CultureInfo.InvariantCulture) },
                Bindings = new Dictionary<string, FunctionBinding>
                {
                    ["KEYS"] = FunctionBinding.Parse("""{ "type": "kv", "id": "intake-keys" }"""),
                    ["LIMITER"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "RateLimiter" }"""),
                },
                Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["RateLimiter"] }],
            },
            Secrets = new Dictionary<string, string> { ["SIGNING_SECRET"] = IntakeOrigin.SigningSecret, ["WEBHOOK_SECRET"] = WebhookSecret },
        });
        return app;
    }
}
