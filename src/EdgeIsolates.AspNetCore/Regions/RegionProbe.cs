using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>Measures from time to time how long it takes to connect to the other regions. Nothing is sent: any peer can be measured, whatever answers there.</summary>
internal sealed class RegionProbe(RegionPeers peers, IOptions<EdgeRegionOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RegionPeer[] measured = [.. peers.All.Where(peer => peer.IsMeasured)];
        if (measured.Length == 0 || options.Value.MeasureInterval == TimeSpan.Zero)
        {
            return;
        }

        using var period = new PeriodicTimer(options.Value.MeasureInterval, time);
        do
        {
            await Task.WhenAll(measured.Select(peer => MeasureAsync(peer, stoppingToken)));
        }
        while (await period.WaitForNextTickAsync(stoppingToken));
    }

    private async Task MeasureAsync(RegionPeer peer, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.Value.ConnectTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        long before = time.GetTimestamp();
        try
        {
            await socket.ConnectAsync(peer.Address.Host, peer.Address.Port, limit.Token);
            peer.Measured(time.GetElapsedTime(before));
        }
        catch (Exception exception) when (exception is SocketException || !cancellationToken.IsCancellationRequested)
        {
            peers.NoteUnreachable(peer);
        }
    }
}
