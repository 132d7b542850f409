using EdgeIsolates.Deployments;

namespace EdgeIsolates.Tests.Deployments;

public sealed class VersionNameTests
{
    [Fact]
    public void Of_SameContent_SameHash()
    {
        string first = VersionName.Of(1, [EdgeModule.JavaScript("a.js", "1")]);
        string second = VersionName.Of(2, [EdgeModule.JavaScript("a.js", "1")]);
        Assert.StartsWith("1-", first, StringComparison.Ordinal);
        Assert.Equal(first[1..], second[1..]);
    }

    [Fact]
    public void Of_TextMovedBetweenNameAndContent_AnotherHash() => Assert.NotEqual(
        VersionName.Of(1, [EdgeModule.JavaScript("ab", "c")]),
        VersionName.Of(1, [EdgeModule.JavaScript("a", "bc")]));
}
