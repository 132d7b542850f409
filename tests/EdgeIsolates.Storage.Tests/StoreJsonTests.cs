using System.Text.Json;

namespace EdgeIsolates.Storage.Tests;

/// <summary>Nodes of different ages read each other's documents.</summary>
public sealed class StoreJsonTests
{
    [Fact]
    public void Deserialize_MembersAreMissing_HaveTheirDefaults()
    {
        FunctionVersion? version = JsonSerializer.Deserialize(
            """{"functionName":"f","number":1,"version":"1-x","packageHash":"h","config":{"cpuMs":5}}""",
            StoreJson.FunctionVersion);

        Assert.Equivalent(
            new FunctionVersion { FunctionName = "f", Number = 1, Version = "1-x", PackageHash = "h", Config = new FunctionConfig { CpuMs = 5 } },
            version,
            strict: true);
    }

    [Fact]
    public void Deserialize_UnknownMembers_ArePassedOver()
    {
        FunctionRecord? record = JsonSerializer.Deserialize(
            """{"name":"f","revision":2,"status":1,"fromTheFuture":{"a":[1]},"traffic":[]}""",
            StoreJson.FunctionRecord);

        Assert.Equal(("f", 2, FunctionStatus.Active), (record?.Name, record?.Revision, record?.Status));
        Assert.Empty(record!.Traffic);
    }

    [Fact]
    public void Deserialize_RequiredMemberIsMissing_Throws() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"name":"f","status":1}""", StoreJson.FunctionRecord));
}
