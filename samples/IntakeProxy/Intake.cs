using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeIsolates;

namespace IntakeProxy;

/// <summary>What is deployed, and who may call it. A real host gets the secrets and the keys from where it keeps such things.</summary>
internal static class Intake
{
    /// <summary>What the proxy signs with and the origin checks.</summary>
    public const string SigningSecret = "only-for-the-sample";

    /// <summary>How often the demo's customer may call.</summary>
    public const int CallsPerMinute = 1000;

    private const string WebhookSecret = "only-for-the-samples-webhooks";
    private const string DemoKey = "demo-key";
    private const string KeyNamespace = "intake-keys";

    public static FunctionDeployment Deployment(int port) => new()
    {
        Name = "intake",
        Modules = [EdgeModule.JavaScript("intake.js", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "intake.js")))],
        Routes = ["/events", "/webhook"],
        Config = new FunctionConfig
        {
            CpuMs = 50,
            TimeoutMs = 5_000,
            EnvVars = new Dictionary<string, string>
            {
                ["ORIGIN"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/origin/events"),
                ["WINDOW_MS"] = "60000",
            },
            Bindings = new Dictionary<string, FunctionBinding>
            {
                ["KEYS"] = FunctionBinding.Parse($$"""{ "type": "kv", "id": "{{KeyNamespace}}" }"""),
                ["LIMITER"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "RateLimiter" }"""),
            },
            Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["RateLimiter"] }],
        },
        Secrets = new Dictionary<string, string> { ["SIGNING_SECRET"] = SigningSecret, ["WEBHOOK_SECRET"] = WebhookSecret },
    };

    /// <summary>Lets the demo's customer in.</summary>
    public static async Task AddDemoKeyAsync(IKeyValueStore keys, int callsPerMinute)
    {
        await keys.InitializeAsync(CancellationToken.None);
        byte[] customer = JsonSerializer.SerializeToUtf8Bytes(new { name = "demo", limit = callsPerMinute });
        await keys.PutAsync(KeyNamespace, new KeyValueEntry { Key = HashOf(DemoKey), Value = customer }, CancellationToken.None);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
