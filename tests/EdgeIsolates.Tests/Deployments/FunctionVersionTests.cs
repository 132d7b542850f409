using EdgeIsolates.Deployments;

namespace EdgeIsolates.Tests.Deployments;

public sealed class FunctionVersionTests
{
    [Fact]
    public void Of_SameContent_SameHash()
    {
        string first = FunctionVersion.Of(1, [EdgeModule.JavaScript("a.js", "1")]);
        string second = FunctionVersion.Of(2, [EdgeModule.JavaScript("a.js", "1")]);
        Assert.StartsWith("1-", first, StringComparison.Ordinal);
        Assert.Equal(first[1..], second[1..]);
    }

    [Fact]
    public void Of_TextMovedBetweenNameAndContent_AnotherHash() => Assert.NotEqual(
        FunctionVersion.Of(1, [EdgeModule.JavaScript("ab", "c")]),
        FunctionVersion.Of(1, [EdgeModule.JavaScript("a", "bc")]));
}
