using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Deployments;

/// <summary>Several hosts on one store, and a store that goes away.</summary>
public sealed class NodesTests : IAsyncTest
{
    private readonly SharedStores _stores = new();
    private readonly FakeTime _time = new();
    private readonly EdgeHost _first;
    private readonly EdgeHost _second;

    public NodesTests()
    {
        _first = _stores.NewHost();
        _second = _stores.NewHost();
    }

    [Fact]
    public async Task Changes_OnOneNode_ReachTheOther()
    {
        await _second.StartAsync();
        await _first.DeployAsync(Answer(1), null, "f", "/f");
        await UntilAsync(async () => (await _second.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome == InvocationOutcome.Ok);
        Assert.Equal("1", await CallAsync(_second));
        Assert.Equal("f", _second.Runtime.Match("example.com", "/f")?.Name);

        await _first.DeployAsync(Answer(2), null, "f", "/f2");
        await UntilAsync(async () => await CallAsync(_second) == "2");
        Assert.Null(_second.Runtime.Match("example.com", "/f"));

        await _first.Functions.RemoveAsync("f");
        await UntilAsync(() => Task.FromResult(_second.Functions.Find("f") is null));
        Assert.Equal(InvocationOutcome.NotFound, (await _second.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome);
    }

    [Fact]
    public async Task Traffic_ChangedOnOneNode_FollowsOnTheOther()
    {
        await _second.StartAsync();
        await _first.DeployAsync(Answer(1));
        await _first.DeployAsync(Answer(2));
        await UntilAsync(() => Task.FromResult(_second.Functions.Find("f")?.Traffic[0].Version.Number == 2));
        Assert.Equal("2", await CallAsync(_second));

        Assert.True((await _first.Functions.RollBackAsync("f")).Succeeded);
        await UntilAsync(async () => await CallAsync(_second) == "1");

        Assert.True((await _first.Functions.SplitTrafficAsync("f", 2, 50)).Succeeded);
        await UntilAsync(async () => await CallAsync(_second) == "2");
        Assert.Equal([(1, 50), (2, 50)], _second.Functions.Find("f")!.Traffic.Select(share => (share.Version.Number, share.Percent)).Order());

        Assert.True((await _first.Functions.DisableAsync("f")).Succeeded);
        await UntilAsync(async () => (await _second.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome == InvocationOutcome.Disabled);

        Assert.True((await _first.Functions.EnableAsync("f")).Succeeded);
        await UntilAsync(async () => (await _second.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome == InvocationOutcome.Ok);
    }

    [Fact]
    public async Task DeployAsync_OnTwoNodesAtOnce_EveryVersionHasItsOwnNumberAndBothNodesAgree()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? _first : _second).DeployAsync(Answer(i)))));
        await _first.SyncAsync();
        await _second.SyncAsync();
        Assert.Equal(Enumerable.Range(1, 8).Reverse(), (await _first.Functions.ListVersionsAsync("f")).Select(version => version.Number));
        Assert.Equal(_first.Functions.Find("f"), _second.Functions.Find("f"), SameRevision);
        Assert.Equal(await CallAsync(_first), await CallAsync(_second));

        static bool SameRevision(FunctionRecord? x, FunctionRecord? y) => x!.Revision == y!.Revision && x.Traffic[0].Version.Number == y.Traffic[0].Version.Number;
    }

    [Fact]
    public async Task DeployAsync_SameRouteOnTwoNodesAtOnce_OnlyOneGetsIt()
    {
        DeployResult[] results = await Task.WhenAll(
            Task.Run(() => _first.TryDeployAsync(Answer(1), null, "a", "/x", "/only-a")),
            Task.Run(() => _second.TryDeployAsync(Answer(2), null, "b", "/x", "/only-b")));
        DeployResult refused = Assert.Single(results, result => !result.Succeeded);
        Assert.Equal(DeployFaultCodes.RouteTaken, Assert.Single(refused.Faults).Code);
        Assert.Equal(2, (await _stores.Routes.ListAsync(default)).Count);
    }

    [Fact]
    public async Task DeployAsync_RouteClaimedByADeployThatDied_IsTakenOverOnceItIsOld()
    {
        await using EdgeHost host = _stores.NewHost(time: _time);
        await _stores.Routes.TryClaimAsync("dead", ["/x"], _time.GetUtcNow(), default);
        Assert.Equal(DeployFaultCodes.RouteTaken, Assert.Single((await host.TryDeployAsync(Answer(1), null, "f", "/x")).Faults).Code);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.True((await host.TryDeployAsync(Answer(1), null, "f", "/x")).Succeeded);
    }

    [Fact]
    public async Task StartAsync_RouteStoreHasLostItsClaims_MakesThemAgain()
    {
        await _first.DeployAsync(Answer(1), null, "f", "/x");
        await _stores.Routes.ReleaseAsync("f", [], default);
        await _second.StartAsync();
        Assert.Equal("/x", Assert.Single(await _stores.Routes.ListAsync(default)).Pattern);
    }

    [Fact]
    public async Task StoreAway_LoadedFunctionsAnswerAndChangesAreRefusedUntilItIsBack()
    {
        await _first.DeployAsync(Answer(1));
        await _second.StartAsync();
        _stores.Functions.IsAway = true;

        Assert.Equal("1", await CallAsync(_first));
        InvocationResult notLoaded = await _second.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Equal(InvocationOutcome.InternalError, notLoaded.Outcome);
        Assert.Contains("store", notLoaded.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(DeployFaultCodes.StoreUnavailable, Assert.Single((await _first.TryDeployAsync(Answer(2))).Faults).Code);
        Assert.Equal(DeployFaultCodes.StoreUnavailable, (await _first.Functions.DisableAsync("f")).Fault?.Code);
        Assert.Equal("1", await CallAsync(_first));

        _stores.Functions.IsAway = false;
        Assert.Equal("1", await CallAsync(_second));
        await _first.DeployAsync(Answer(2));
        await UntilAsync(async () => await CallAsync(_second) == "2");
    }

    [Fact]
    public async Task InvokeAsync_ManyAtOnceOnAFreshNode_LoadTheCodeOnce()
    {
        await _first.DeployAsync(Answer(1));
        await _second.SyncAsync();
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CallAsync(_second))));
        Assert.All(answers, answer => Assert.Equal("1", answer));
        Assert.Equal(1, _stores.Functions.PackagesRead);
    }

    [Fact]
    public async Task InvokeAsync_MoreCodeThanTheBudget_TheLongestUnusedIsReadAgain()
    {
        for (int i = 0; i < 3; i++)
        {
            await _first.DeployAsync(Answer(i), null, $"f{i}");
        }

        await using EdgeHost small = _stores.NewHost(options => options.CodeCacheBytes = 1);
        await small.SyncAsync();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal($"{i}", (await small.Runtime.InvokeAsync($"f{i}", EdgeHost.Get())).Text());
            }
        }

        Assert.Equal(6, _stores.Functions.PackagesRead);
    }

    [Fact]
    public async Task DeployAsync_MoreVersionsThanAreKept_TheOldestGo()
    {
        await using EdgeHost host = _stores.NewHost(options => options.KeptVersions = 3);
        for (int i = 0; i < 6; i++)
        {
            await host.DeployAsync(Answer(i));
        }

        Assert.Equal([6, 5, 4], (await host.Functions.ListVersionsAsync("f")).Select(version => version.Number));
    }

    [Fact]
    public async Task Changes_StoreGoesAwayRightAfterThem_AreToldAsMade()
    {
        await using EdgeHost host = _stores.NewHost(options => options.KeptVersions = 1);
        await host.DeployAsync(Answer(1));
        _stores.Functions.KeepsVersions = true;
        await host.DeployAsync(Answer(2));
        Assert.Equal("2", await CallAsync(host));
        Assert.True((await host.Functions.RemoveAsync("f")).Succeeded);
        Assert.Null(host.Functions.Find("f"));
    }

    [Fact]
    public async Task DeployAsync_RecordCannotBeWritten_IsolateOfTheNewVersionGoes()
    {
        EdgeFunction old = await _first.DeployAsync(Answer(1));
        await CallAsync(_first);
        _stores.Functions.BeforeWrite = _ => throw new StoreUnavailableException("The test's store went away.");
        Assert.False((await _first.TryDeployAsync(Answer(2))).Succeeded);
        Assert.DoesNotContain(_first.Isolates.ListIsolates(), isolate => isolate.FunctionVersion != old.Version && isolate.State != IsolateState.Draining);
    }

    [Fact]
    public async Task DeployAsync_FirstVersion_IsDeployingUntilItIsActive()
    {
        List<(FunctionStatus, int)> written = [];
        _stores.Functions.BeforeWrite = record =>
        {
            written.Add((record.Status, record.Traffic.Count));
            return Task.CompletedTask;
        };
        await _first.DeployAsync(Answer(1));
        await _first.DeployAsync(Answer(2));
        Assert.Equal([(FunctionStatus.Deploying, 0), (FunctionStatus.Active, 1), (FunctionStatus.Active, 1)], written);
    }

    [Fact]
    public async Task DeployAsync_OthersWriteInBetween_TriesAgainOverTheirs()
    {
        await _first.DeployAsync(Answer(1));
        int races = 3;
        _stores.Functions.BeforeWrite = async record =>
        {
            if (races-- > 0)
            {
                FunctionRecord present = (await _stores.Functions.FindAsync("f", default))!;
                await _stores.Inner.TryWriteAsync(present with { Revision = present.Revision + 1, UpdatedBy = "other" }, default);
            }
        };
        await _first.DeployAsync(Answer(2));
        FunctionRecord stored = (await _stores.Functions.FindAsync("f", default))!;
        Assert.Equal((2 + 3 + 1, 2), (stored.Revision, Assert.Single(stored.Traffic).Version.Number));
    }

    [Fact]
    public async Task DeployAsync_LaterVersionIsDoneFirst_TheLaterOneStaysOnBothNodes()
    {
        await _second.StartAsync();
        await _first.DeployAsync(Answer(1));
        Assert.Equal("1", await CallAsync(_first));
        OvertakeWith(() => _second.DeployAsync(Answer(3)));
        EdgeFunction slow = await _first.DeployAsync(Answer(2));

        Assert.StartsWith("2-", slow.Version, StringComparison.Ordinal);
        await _first.SyncAsync();
        Assert.Equal("3", await CallAsync(_first));
        Assert.Equal("3", await CallAsync(_second));
        Assert.Equal(3, Assert.Single((await _stores.Functions.FindAsync("f", default))!.Traffic).Version.Number);
        Assert.DoesNotContain(_first.Isolates.ListIsolates(), isolate => isolate.FunctionVersion == slow.Version && isolate.State != IsolateState.Draining);
        Assert.Equal([3, 2, 1], (await _first.Functions.ListVersionsAsync("f")).Select(version => version.Number));
        Assert.StartsWith("4-", (await _first.DeployAsync(Answer(4))).Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeployAsync_LaterVersionIsDoneFirstWithAShare_IsRefusedAndNothingChanges()
    {
        await _first.DeployAsync(Answer(1));
        OvertakeWith(() => _second.Functions.DeployAsync(FunctionDeployment.FromCode("f", Answer(3)) with { TrafficPercent = 10 }).AsTask());
        Assert.Equal(DeployFaultCodes.ChangedMeanwhile, Assert.Single((await _first.TryDeployAsync(Answer(2))).Faults).Code);
        Assert.Equal([(1, 90), (3, 10)], (await _stores.Functions.FindAsync("f", default))!.Traffic.Select(share => (share.Version.Number, share.Percent)));
    }

    [Fact]
    public async Task RollBackAsync_OnANodeThatHasNotHeardOfTheLastDeploys_GoesBackFromWhatIsStored()
    {
        await _first.DeployAsync(Answer(1));
        await _first.DeployAsync(Answer(2));
        await _second.DeployAsync(Answer(3));
        await _second.DeployAsync(Answer(4));
        Assert.Equal(2, _first.Functions.Find("f")!.Traffic[0].Version.Number);
        Assert.True((await _first.Functions.RollBackAsync("f")).Succeeded);
        Assert.Equal("3", await CallAsync(_first));
    }

    [Fact]
    public async Task DeployAsync_HostDiesBeforeTheRecordIsWritten_OldVersionGoesOnAndNextDeployIsSound()
    {
        await _first.DeployAsync(Answer(1));
        _stores.Functions.BeforeWrite = _ => throw new StoreUnavailableException("The host died here.");
        Assert.False((await _first.TryDeployAsync(Answer(2))).Succeeded);
        _stores.Functions.BeforeWrite = null;

        await _second.StartAsync();
        Assert.Equal("1", await CallAsync(_second));
        EdgeFunction next = await _second.DeployAsync(Answer(3));
        Assert.StartsWith("3-", next.Version, StringComparison.Ordinal);
        Assert.Equal("3", await CallAsync(_second));
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    /// <summary>Lets another deploy come and end between the next one's last look and its write.</summary>
    private void OvertakeWith(Func<Task> deploy) => _stores.Functions.BeforeWrite = async _ =>
    {
        _stores.Functions.BeforeWrite = null;
        await deploy();
    };

    private static string Answer(int number) => $"export default {{ fetch() {{ return new Response('{number}'); }} }}";

    private static async Task<string> CallAsync(EdgeHost host) => (await host.Runtime.InvokeAsync("f", EdgeHost.Get())).Text();

    /// <summary>Waits for another node to hear of a change.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
