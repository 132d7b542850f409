using System.Reflection;
using EdgeIsolates.TestServers;

namespace EdgeIsolates.Hostile.Tests.Host;

/// <summary>A host process, the way to it, and the neighbour that lives in it.</summary>
internal sealed class HostUnderAttack : IAsyncDisposable
{
    private static readonly string PathOfHost =
        typeof(HostUnderAttack).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "HostilePathOfHost").Value!;

    private HostUnderAttack(HostProcess process, HostClient client, HostProbe atStart, Neighbour neighbour)
    {
        AtStart = atStart;
        Process = process;
        Client = client;
        Neighbour = neighbour;
    }

    public HostProcess Process { get; }

    public HostClient Client { get; }

    public Neighbour Neighbour { get; }

    /// <summary>The process before the first attack.</summary>
    public HostProbe AtStart { get; }

    public static async Task<HostUnderAttack> StartAsync()
    {
        HostProcess process = await HostProcess.StartAsync(PathOfHost);
        HostClient client = new(process.Address);
        HostProbe atStart = await client.ProbeAsync();
        return new HostUnderAttack(process, client, atStart, await Neighbour.StartAsync(client));
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Neighbour.DisposeAsync();
        Client.Dispose();
        Process.Dispose();
    }
}
