using EdgeIsolates.Isolates;
using Microsoft.Extensions.Hosting;

namespace EdgeIsolates.Hosting;

/// <summary>Begins to fill the reserve when the host starts, so that the first cold start finds a blank.</summary>
internal sealed class BlankReserveStartup(BlankReserve reserve) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        reserve.Fill();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
