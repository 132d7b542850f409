using EdgeIsolates.Isolates;
using Microsoft.Extensions.Hosting;

namespace EdgeIsolates.Hosting;

/// <summary>
/// Begins to fill the reserve when the host starts, so that the first cold start finds a blank; and lets the thread pool have threads to spare at once. A function's first
/// requests that burn run on threads of the pool, before it is known for that (<see cref="CpuDebt"/>), and .NET by itself would add a thread every half second only.
/// </summary>
internal sealed class IsolatesStartup(BlankReserve reserve, EdgeIsolatesOptions options) : IHostedService
{
    // Two functions may begin to burn at the same moment.
    private const int Burning = 2;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        reserve.Fill();
        ThreadPool.GetMinThreads(out int workers, out int completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + (Burning * options.Pool.MaxIsolatesPerFunction)), completionPorts);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
