using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeIsolates;

namespace IntakeProxy;

/// <summary>What is deployed. A real host gets the secret and the keys from where it keeps such things.</summary>
internal static class Intake
{
    /// <summary>What the proxy signs with and the origin checks.</summary>
    public const string SigningSecret = "only-for-the-sample";

    private const string DemoKey = "demo-key";

    public static FunctionDeployment Deployment(int port) => new()
    {
        Name = "intake",
        Modules = [EdgeModule.JavaScript("intake.js", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "intake.js")))],
        Routes = ["/events"],
        Config = new FunctionConfig
        {
            CpuMs = 50,
            TimeoutMs = 5_000,
            EnvVars = new Dictionary<string, string>
            {
                ["ORIGIN"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/origin/events"),
                ["KEYS"] = JsonSerializer.Serialize(new Dictionary<string, string> { [HashOf(DemoKey)] = "demo" }),
            },
        },
        Secrets = new Dictionary<string, string> { ["SIGNING_SECRET"] = SigningSecret },
    };

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
