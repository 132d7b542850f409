using EdgeIsolates.Deployments;

namespace EdgeIsolates.Tests.Deployments;

public sealed class DeploymentRulesTests
{
    private readonly DeploymentRules _rules = new(new EdgeIsolatesOptions { Limits = IsolateLimits.Default });

    [Theory]
    [InlineData("a")]
    [InlineData("my-function_2")]
    [InlineData("0day")]
    public void OfName_SoundName_NoFault(string name) => Assert.Empty(DeploymentRules.OfName(name));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void OfName_FaultyName_OneFault(string name) => Assert.Equal(DeployFaultCodes.InvalidName, Assert.Single(DeploymentRules.OfName(name)).Code);

    [Fact]
    public void OfModules_SeveralFaults_TellsAll()
    {
        DeployFault[] faults = [.. _rules.OfModules(
        [
            new EdgeModule("a.txt", EdgeModuleKind.Text, default),
            new EdgeModule("../b.js", EdgeModuleKind.JavaScript, default),
            new EdgeModule("c.js", EdgeModuleKind.JavaScript, default),
            new EdgeModule("c.js", EdgeModuleKind.JavaScript, default),
        ])];
        Assert.Equal(["a.txt", "../b.js", "c.js"], faults.Select(fault => fault.Module));
        Assert.All(faults, fault => Assert.Equal(DeployFaultCodes.InvalidModule, fault.Code));
    }

    [Fact]
    public void OfModules_None_OneFault() => Assert.Single(_rules.OfModules([]));

    [Fact]
    public void OfRoutes_SeveralFaults_TellsAll()
    {
        Assert.Equal(3, DeploymentRules.OfRoutes(["/a", "x", "/b/*/c", "/a"]).Count());
    }

    [Fact]
    public void OfConfig_EverythingOutOfRange_TellsAll()
    {
        var config = new FunctionConfig
        {
            MemoryLimitMb = 129,
            TimeoutMs = 30_001,
            CpuMs = 0,
            EnvVars = new Dictionary<string, string> { [""] = "x" },
        };
        string[] messages = [.. _rules.OfConfig(config).Select(fault => fault.Message)];
        Assert.Equal(4, messages.Length);
        Assert.Contains(messages, message => message.Contains("memoryLimitMb is 129; it may be 8 to 128.", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("timeoutMs is 30001", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("cpuMs is 0", StringComparison.Ordinal));
    }

    [Fact]
    public void OfConfig_Default_NoFault() => Assert.Empty(_rules.OfConfig(FunctionConfig.Default));
}
