namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IRouteStore"/> does.</summary>
public abstract class RouteStoreConformance : StoreConformance<IRouteStore>
{
    private static readonly DateTimeOffset Now = Samples.Noon.AddMilliseconds(123);

    protected override Task InitializeAsync(IRouteStore store) => store.InitializeAsync(End);

    [Fact]
    public async Task TryClaim_FreeRoutes_AreTheFunctionsNow()
    {
        IRouteStore store = await OpenAsync();
        Assert.Empty(await store.ListAsync(End));

        Assert.Empty(await store.TryClaimAsync("a", ["/one", $"/{Samples.Awkward}"], Now, End));

        Assert.Equal(
            [new RouteClaim($"/{Samples.Awkward}", "a", Now), new RouteClaim("/one", "a", Now)],
            await ClaimsAsync(await OpenAsync()));
    }

    [Fact]
    public async Task TryClaim_NoRoutes_ChangesNothing()
    {
        IRouteStore store = await OpenAsync();

        Assert.Empty(await store.TryClaimAsync("a", [], Now, End));

        Assert.Empty(await store.ListAsync(End));
    }

    [Fact]
    public async Task TryClaim_OwnRoutesAgain_KeepsTheirTime()
    {
        IRouteStore store = await OpenAsync();
        await store.TryClaimAsync("a", ["/one"], Now, End);

        Assert.Empty(await store.TryClaimAsync("a", ["/one", "/two", "/two"], Now.AddHours(1), End));

        Assert.Equal([new RouteClaim("/one", "a", Now), new RouteClaim("/two", "a", Now.AddHours(1))], await ClaimsAsync(store));
    }

    [Fact]
    public async Task TryClaim_OthersRoutes_TellsThemAndClaimsNothing()
    {
        IRouteStore store = await OpenAsync();
        await store.TryClaimAsync("a", ["/one", "/two"], Now, End);
        await store.TryClaimAsync("b", ["/three"], Now, End);

        IReadOnlyList<RouteClaim> others = await store.TryClaimAsync("c", ["/free", "/three", "/one", "/one"], Now.AddHours(1), End);

        Assert.Equal([new RouteClaim("/one", "a", Now), new RouteClaim("/three", "b", Now)], others.OrderBy(claim => claim.Pattern, StringComparer.Ordinal));
        Assert.DoesNotContain(await store.ListAsync(End), claim => claim.FunctionName == "c");
    }

    [Fact]
    public async Task TryClaim_DifferentCase_IsAnotherRoute()
    {
        IRouteStore store = await OpenAsync();
        await store.TryClaimAsync("a", ["/one"], Now, End);

        Assert.Empty(await store.TryClaimAsync("A", ["/ONE"], Now, End));

        Assert.Equal(2, (await store.ListAsync(End)).Count);
    }

    [Fact]
    public async Task TryClaim_ManyRoutes_AllOrNone()
    {
        IRouteStore store = await OpenAsync();
        string[] patterns = [.. Enumerable.Range(0, 1_000).Select(number => $"/many/{number}")];
        await store.TryClaimAsync("b", ["/many/999"], Now, End);

        Assert.Single(await store.TryClaimAsync("a", patterns, Now, End));
        await store.ReleaseAsync("b", [], End);
        Assert.Empty(await store.TryClaimAsync("a", patterns, Now, End));

        Assert.Equal(1_000, (await store.ListAsync(End)).Count(claim => claim.FunctionName == "a"));
    }

    [Fact]
    public async Task TryClaim_TwoNodesRaceForOverlappingRoutes_OneGetsAllTheOtherNothing()
    {
        IRouteStore[] nodes = [await OpenAsync(), await OpenAsync()];
        string[][] wanted = [["/x", "/a", "/y"], ["/y", "/b", "/x"]];
        for (int round = 0; round < 25; round++)
        {
            IReadOnlyList<RouteClaim>[] others = await Task.WhenAll(Enumerable.Range(0, 2).Select(function =>
                Task.Run(() => nodes[function].TryClaimAsync($"f{function}", wanted[function], Now, End))));

            int winner = Assert.Single([0, 1], function => others[function].Count == 0);
            RouteClaim[] claims = await ClaimsAsync(nodes[0]);
            Assert.Equal(wanted[winner].Order(StringComparer.Ordinal), claims.Select(claim => claim.Pattern));
            Assert.All(claims, claim => Assert.Equal($"f{winner}", claim.FunctionName));
            await nodes[1].ReleaseAsync($"f{winner}", [], End);
        }
    }

    [Fact]
    public async Task TryClaim_WhileAnotherReleases_IsTakenOrTold()
    {
        IRouteStore[] nodes = [await OpenAsync(), await OpenAsync()];
        string[] patterns = [.. Enumerable.Range(0, 20).Select(number => $"/{number}")];
        for (int round = 0; round < 25; round++)
        {
            await nodes[0].TryClaimAsync("a", patterns, Now, End);

            Task<IReadOnlyList<RouteClaim>> claiming = Task.Run(() => nodes[1].TryClaimAsync("b", patterns, Now, End));
            await Task.Run(() => nodes[0].ReleaseAsync("a", [], End));
            IReadOnlyList<RouteClaim> others = await claiming;

            RouteClaim[] claims = await ClaimsAsync(nodes[0]);
            Assert.Equal(others.Count == 0 ? patterns.Length : 0, claims.Length);
            Assert.All(claims, claim => Assert.Equal("b", claim.FunctionName));
            await nodes[1].ReleaseAsync("b", [], End);
        }
    }

    [Fact]
    public async Task Release_ExceptSome_FreesTheOthers()
    {
        IRouteStore store = await OpenAsync();
        await store.TryClaimAsync("a", ["/one", "/two", "/three"], Now, End);
        await store.TryClaimAsync("b", ["/four"], Now, End);

        await store.ReleaseAsync("a", ["/two", "/four", "/unknown"], End);
        await store.ReleaseAsync("nobody", [], End);

        Assert.Equal([("/four", "b"), ("/two", "a")], (await ClaimsAsync(store)).Select(claim => (claim.Pattern, claim.FunctionName)));
        Assert.Empty(await store.TryClaimAsync("b", ["/one", "/three"], Now, End));
        await store.ReleaseAsync("a", [], End);
        Assert.Equal(["/four", "/one", "/three"], (await ClaimsAsync(store)).Select(claim => claim.Pattern));
    }

    [Fact]
    public async Task Operations_CanceledBefore_ChangeNothing()
    {
        IRouteStore store = await OpenAsync();
        CancellationToken canceled = new(canceled: true);
        await store.TryClaimAsync("a", ["/one"], Now, End);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryClaimAsync("a", ["/two"], Now, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReleaseAsync("a", [], canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListAsync(canceled));

        Assert.Equal("/one", Assert.Single(await store.ListAsync(End)).Pattern);
    }

    private async Task<RouteClaim[]> ClaimsAsync(IRouteStore store) => [.. (await store.ListAsync(End)).OrderBy(claim => claim.Pattern, StringComparer.Ordinal)];
}
