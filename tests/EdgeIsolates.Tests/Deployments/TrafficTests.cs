using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Deployments;

public sealed class TrafficTests : IAsyncTest
{
    private readonly EdgeHost _host = new(options =>
    {
        options.Traffic.StickyHeader = "x-user";
        options.Traffic.StickyCookie = "session";
        options.Traffic.VersionHeader = "x-version";
    });

    [Fact]
    public async Task RollBackAsync_NoNumber_TheVersionBeforeAnswersAgain()
    {
        await DeployAsync(1);
        await DeployAsync(2);
        await DeployAsync(3);

        ChangeResult back = await _host.Functions.RollBackAsync("f", by: "ann");

        Assert.True(back.Succeeded);
        Assert.Equal(("ann", 2), (back.Function.UpdatedBy, Assert.Single(back.Function.Traffic).Version.Number));
        Assert.Equal("2", await CallAsync());
        Assert.True((await _host.Functions.RollBackAsync("f", 3)).Succeeded);
        Assert.Equal("3", await CallAsync());
        Assert.Equal([3, 2, 1], (await _host.Functions.ListVersionsAsync("f")).Select(version => version.Number));
    }

    [Fact]
    public async Task RollBackAsync_NothingToGoBackTo_TellsSo()
    {
        await DeployAsync(1);
        Assert.Equal(DeployFaultCodes.NoSuchVersion, (await _host.Functions.RollBackAsync("f")).Fault?.Code);
        Assert.Equal(DeployFaultCodes.NoSuchVersion, (await _host.Functions.RollBackAsync("f", 7)).Fault?.Code);
        Assert.Equal("1", await CallAsync());
    }

    [Fact]
    public async Task RollBackAsync_VersionWithOtherRoutes_RoutesFollow()
    {
        await _host.DeployAsync(Answer(1), null, "f", "/old");
        await _host.DeployAsync(Answer(2), null, "f", "/new");
        Assert.Null(_host.Runtime.Match("example.com", "/old"));

        await _host.Functions.RollBackAsync("f");

        Assert.NotNull(_host.Runtime.Match("example.com", "/old"));
        Assert.Null(_host.Runtime.Match("example.com", "/new"));
        Assert.True((await _host.TryDeployAsync(Answer(9), null, "g", "/new")).Succeeded);
        Assert.Equal(DeployFaultCodes.RouteTaken, (await _host.Functions.RollBackAsync("f", 2)).Fault?.Code);
    }

    [Fact]
    public async Task SplitTraffic_ByChance_SharesAreAboutRight()
    {
        await DeployAsync(1);
        await DeployAsync(2, percent: 20);

        int seconds = 0;
        for (int i = 0; i < 600; i++)
        {
            seconds += await CallAsync() == "2" ? 1 : 0;
        }

        // 120 expected; six standard deviations on either side.
        Assert.InRange(seconds, 60, 180);
    }

    [Theory]
    [InlineData("x-user", "ann-{0}")]
    [InlineData("cookie", "theme=dark; session=ann-{0}")]
    public async Task SplitTraffic_Sticky_OneCallerOneVersionAndMovesOnlyToTheNew(string header, string value)
    {
        await DeployAsync(1);
        await DeployAsync(2, percent: 30);
        string[] before = await EachAsync();
        Assert.Equal(before, await EachAsync());
        Assert.Equal(2, before.Distinct().Count());

        await _host.Functions.SplitTrafficAsync("f", 2, 70);

        string[] after = await EachAsync();
        Assert.All(before.Zip(after), pair => Assert.False(pair is ("2", "1"), "A caller went back to the old version."));
        Assert.True(after.Count(answer => answer == "2") > before.Count(answer => answer == "2"));

        async Task<string[]> EachAsync() =>
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => CallAsync((header, string.Format(null, value, i)))));
    }

    [Fact]
    public async Task SplitTraffic_VersionHeader_ChoosesAmongLiveVersions()
    {
        await DeployAsync(1);
        await DeployAsync(2);
        await DeployAsync(3, percent: 1);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal("3", await CallAsync(("X-Version", "3")));
            Assert.Equal("2", await CallAsync(("x-version", "2")));
            Assert.NotEqual("1", await CallAsync(("x-version", "1")));
        }
    }

    [Fact]
    public async Task SplitTrafficAsync_AllOrNothing_EndsTheSplit()
    {
        await DeployAsync(1);
        await DeployAsync(2, percent: 50);
        Assert.Equal(1, Assert.Single((await _host.Functions.SplitTrafficAsync("f", 2, 0)).Function!.Traffic).Version.Number);
        Assert.Equal(2, (await _host.Functions.SplitTrafficAsync("f", 2, 10)).Function!.Traffic.Count);
        Assert.Equal(2, Assert.Single((await _host.Functions.SplitTrafficAsync("f", 2, 100)).Function!.Traffic).Version.Number);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _host.Functions.SplitTrafficAsync("f", 2, 101));
    }

    [Fact]
    public async Task DisableAsync_UntilEnabled_RequestsAreRefusedAndRoutesKept()
    {
        await _host.DeployAsync(Answer(1), null, "f", "/f");
        Assert.Equal(FunctionStatus.Disabled, (await _host.Functions.DisableAsync("f")).Function?.Status);
        Assert.Equal(InvocationOutcome.Disabled, (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome);
        Assert.Equal(FunctionStatus.Disabled, _host.Runtime.Match("example.com", "/f")?.Status);
        Assert.Equal(DeployFaultCodes.RouteTaken, Assert.Single((await _host.TryDeployAsync(Answer(2), null, "g", "/f")).Faults).Code);

        await DeployAsync(2);
        Assert.Equal(InvocationOutcome.Disabled, (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome);

        await _host.Functions.EnableAsync("f");
        Assert.Equal("2", await CallAsync());
    }

    [Fact]
    public async Task Change_UnknownFunction_TellsSo()
    {
        Assert.Equal(DeployFaultCodes.NoSuchFunction, (await _host.Functions.DisableAsync("nobody")).Fault?.Code);
        Assert.Equal(DeployFaultCodes.NoSuchVersion, (await _host.Functions.SplitTrafficAsync("nobody", 1, 5)).Fault?.Code);
        Assert.Empty(await _host.Functions.ListVersionsAsync("nobody"));
        Assert.Empty(_host.Functions.List());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Answer(int number) => $"export default {{ fetch() {{ return new Response('{number}'); }} }}";

    private async Task DeployAsync(int number, int percent = 100)
    {
        DeployResult result = await _host.Functions.DeployAsync(FunctionDeployment.FromCode("f", Answer(number)) with { TrafficPercent = percent });
        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
    }

    private async Task<string> CallAsync(params (string Name, string Value)[] headers)
    {
        EdgeRequest request = EdgeHost.Get() with { Headers = [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))] };
        return (await _host.Runtime.InvokeAsync("f", request)).Text();
    }
}
