namespace EdgeIsolates.Hostile.Tests.Host;

/// <summary>A host process, the way to it, and the neighbour that lives in it.</summary>
internal sealed class HostUnderAttack : IAsyncDisposable
{
    private HostUnderAttack(HostProcess process, HostClient client, Neighbour neighbour)
    {
        Process = process;
        Client = client;
        Neighbour = neighbour;
    }

    public HostProcess Process { get; }

    public HostClient Client { get; }

    public Neighbour Neighbour { get; }

    public static async Task<HostUnderAttack> StartAsync()
    {
        HostProcess process = await HostProcess.StartAsync();
        HostClient client = new(process.Address);
        return new HostUnderAttack(process, client, await Neighbour.StartAsync(client));
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Neighbour.DisposeAsync();
        Client.Dispose();
        Process.Dispose();
    }
}
