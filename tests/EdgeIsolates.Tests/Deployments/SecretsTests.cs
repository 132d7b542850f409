using System.Security.Cryptography;
using System.Text;
using EdgeIsolates.Deployments;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Deployments;

public sealed class SecretsTests : IAsyncTest
{
    private const string Show = "export default { fetch: (r, env) => new Response(JSON.stringify(env)) };";

    private readonly SharedStores _stores = new();
    private readonly EdgeHost _host;

    public SecretsTests() => _host = _stores.NewHost();

    [Fact]
    public async Task DeployAsync_Secrets_AreInTheEnvironmentAndNowhereElse()
    {
        FunctionVersion version = await DeployAsync(new() { ["KEY"] = "hunter2-hunter2" });

        Assert.Equal("""{"KEY":"hunter2-hunter2"}""", await CallAsync());
        Assert.Equal(["KEY"], version.SecretNames);
        ReadOnlyMemory<byte> package = (await _stores.Functions.ReadPackageAsync("f", 1, default))!.Value;
        Assert.True(package.Span.IndexOf("hunter2"u8) < 0, "The secret is stored in the clear.");
        Assert.DoesNotContain("hunter2", string.Join(' ', _host.Functions.List()) + version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeployAsync_Again_KeepsReplacesAndTakesAway()
    {
        await DeployAsync(new() { ["A"] = "1", ["B"] = "2", ["C"] = "3" });
        await DeployAsync(new() { ["B"] = "two", ["C"] = "" });
        Assert.Equal("""{"A":"1","B":"two"}""", await CallAsync());
        await DeployAsync([]);
        Assert.Equal("""{"A":"1","B":"two"}""", await CallAsync());
    }

    [Fact]
    public async Task DeployAsync_SecretWithAnotherNameOfTheEnvironment_IsRefused()
    {
        FunctionConfig config = FunctionConfig.Default with
        {
            EnvVars = new Dictionary<string, string> { ["A"] = "plain" },
            Bindings = new Dictionary<string, FunctionBinding> { ["B"] = FunctionBinding.Parse("""{ "type": "json", "value": 1 }""") },
        };
        await DeployAsync(new() { ["A"] = "1", ["B"] = "2", ["C"] = "3" });

        DeployResult result = await _host.TryDeployAsync(Show, config);

        Assert.Equal(
            [
                "A is a secret and stands in envVars too; env has one A. A secret goes when it is deployed as \"\".",
                "B is a secret and stands in bindings too; env has one B. A secret goes when it is deployed as \"\".",
            ],
            result.Faults.Select(fault => fault.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SetSecretsAsync_MakesAVersionOfTheSameCode_ThatCanBeRolledBack()
    {
        await DeployAsync(new() { ["A"] = "1", ["B"] = "2" });

        DeployResult set = await _host.Functions.SetSecretsAsync("f", new Dictionary<string, string> { ["B"] = "", ["C"] = "3" }, "ann");

        Assert.True(set.Succeeded, string.Join('\n', set.Faults));
        Assert.Equal("""{"A":"1","C":"3"}""", await CallAsync());
        FunctionVersion version = Assert.Single(_host.Functions.Find("f")!.Traffic).Version;
        Assert.Equal((2, "ann", "Secrets changed: B, C."), (version.Number, version.DeployedBy, version.Message));
        Assert.Equal(["/f/*"], version.Routes);
        Assert.Equal(200, version.Config.CpuMs);
        Assert.True((await _host.Functions.RollBackAsync("f")).Succeeded);
        Assert.Equal("""{"A":"1","B":"2"}""", await CallAsync());
    }

    [Fact]
    public async Task SetSecretsAsync_WhileTrafficIsSplitOrNothingIsThere_IsRefused()
    {
        Dictionary<string, string> secrets = new() { ["A"] = "1" };
        Assert.Equal(DeployFaultCodes.NoSuchFunction, (await _host.Functions.SetSecretsAsync("f", secrets)).Faults[0].Code);
        await DeployAsync([]);
        DeployResult half = await _host.Functions.DeployAsync(FunctionDeployment.FromCode("f", Show) with { TrafficPercent = 50 });
        Assert.True(half.Succeeded);
        Assert.Equal(DeployFaultCodes.TrafficSplit, (await _host.Functions.SetSecretsAsync("f", secrets)).Faults[0].Code);
        await _host.Functions.RemoveAsync("f");
        Assert.Equal(DeployFaultCodes.NoSuchFunction, (await _host.Functions.SetSecretsAsync("f", secrets)).Faults[0].Code);
    }

    [Fact]
    public async Task SetSecretsAsync_AnotherNodeDeploysMeanwhile_DoesNotBringTheOldCodeBack()
    {
        await DeployAsync([]);
        await using EdgeHost other = _stores.NewHost();
        await other.SyncAsync();
        _stores.Functions.BeforeWrite = async _ =>
        {
            _stores.Functions.BeforeWrite = null;
            await other.Functions.DeployAsync(FunctionDeployment.FromCode("f", "export default { fetch: () => new Response('new') };"));
        };

        DeployResult set = await _host.Functions.SetSecretsAsync("f", new Dictionary<string, string> { ["A"] = "1" });

        Assert.Equal(DeployFaultCodes.ChangedMeanwhile, Assert.Single(set.Faults).Code);
        await _host.SyncAsync();
        Assert.Equal("new", await CallAsync());
    }

    [Fact]
    public async Task InvokeAsync_OnAnotherNodeWithTheKeys_GetsThem()
    {
        await DeployAsync(new() { ["A"] = "1" });
        await using EdgeHost other = _stores.NewHost();
        await other.SyncAsync();
        Assert.Equal("""{"A":"1"}""", (await other.Runtime.InvokeAsync("f", EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task InvokeAsync_OnANodeWithOtherKeys_FailsWithWhatToDo()
    {
        await DeployAsync(new() { ["A"] = "1" });
        await using EdgeHost other = new(services: services =>
        {
            _stores.Register(services);
            services.AddSingleton<ISecretProtection, ProcessSecretProtection>();
        });
        await other.SyncAsync();
        InvocationResult result = await other.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Equal(InvocationOutcome.DeployFailed, result.Outcome);
        Assert.Contains("Data Protection keys", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unprotect_ChangedBytesOrAnotherPurpose_Throws()
    {
        var sut = new ProcessSecretProtection();
        byte[] secret = sut.Protect("ä secret", "f/A");
        Assert.Equal("ä secret", sut.Unprotect(secret, "f/A"));
        Assert.ThrowsAny<CryptographicException>(() => sut.Unprotect(secret, "g/A"));
        secret[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => sut.Unprotect(secret, "f/A"));
        Assert.ThrowsAny<CryptographicException>(() => sut.Unprotect(Encoding.UTF8.GetBytes("short"), "f/A"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<FunctionVersion> DeployAsync(Dictionary<string, string> secrets)
    {
        FunctionDeployment deployment = FunctionDeployment.FromCode("f", Show, "/f/*") with { Secrets = secrets, Config = new FunctionConfig { CpuMs = 200 } };
        DeployResult result = await _host.Functions.DeployAsync(deployment);
        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        return Assert.Single(_host.Functions.Find("f")!.Traffic).Version;
    }

    private async Task<string> CallAsync() => (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Text();
}
