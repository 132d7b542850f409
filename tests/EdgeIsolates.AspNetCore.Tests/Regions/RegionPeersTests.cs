using EdgeIsolates.AspNetCore;

namespace EdgeIsolates.AspNetCore.Tests.Regions;

public sealed class RegionPeersTests
{
    private static readonly string[] All = ["a", "b", "c", "elsewhere"];

    [Fact]
    public void NearestOf_KnownAndMeasured_NearestFirstAndUnmeasuredLast()
    {
        RegionPeers sut = NewPeers(("a", null), ("b", 50), ("c", null));
        Assert.Equal(["b", "a", "c"], Order(sut));
        Peer(sut, "c").Measured(TimeSpan.FromMilliseconds(20));
        Assert.Equal(["c", "b", "a"], Order(sut));
        Assert.Equal(["b"], sut.NearestOf(["B"]).Select(peer => peer.Region));
    }

    [Fact]
    public void NoteUnreachable_UntilMeasuredAgain_ComesLast()
    {
        RegionPeers sut = NewPeers(("a", null), ("b", 50), ("c", null));
        Peer(sut, "a").Measured(TimeSpan.FromMilliseconds(10));
        Peer(sut, "c").Measured(TimeSpan.FromMilliseconds(70));
        sut.NoteUnreachable(Peer(sut, "a"));
        Assert.Equal(["b", "c", "a"], Order(sut));
        Peer(sut, "a").Measured(TimeSpan.FromMilliseconds(10));
        Assert.Equal(["a", "b", "c"], Order(sut));
    }

    [Fact]
    public void Measured_OneSlowMoment_MovesTheAverageByAQuarter()
    {
        RegionPeer peer = Peer(NewPeers(("a", null)), "a");
        peer.Measured(TimeSpan.FromMilliseconds(100));
        peer.Measured(TimeSpan.FromMilliseconds(500));
        Assert.Equal(TimeSpan.FromMilliseconds(200), peer.Latency);
    }

    private static string[] Order(RegionPeers peers) => [.. peers.NearestOf(All).Select(peer => peer.Region)];

    private static RegionPeer Peer(RegionPeers peers, string region) => peers.All.Single(peer => peer.Region == region);

    private static RegionPeers NewPeers(params (string Region, int? Milliseconds)[] peers)
    {
        var options = new EdgeRegionOptions();
        foreach ((string region, int? milliseconds) in peers)
        {
            options.Peers[region] = new Uri($"http://{region}.example.com");
            if (milliseconds is { } known)
            {
                options.Latencies[region] = TimeSpan.FromMilliseconds(known);
            }
        }

        return new RegionPeers(options, TimeProvider.System);
    }
}
