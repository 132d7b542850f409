using EdgeIsolates.Hostile.Tests.Host;
using EdgeIsolates.Hostile.Tests.Reporting;

namespace EdgeIsolates.Hostile.Tests;

/// <summary>
/// The one host process of the suite. A script that brings it down fails, and the next one gets a new process: each script answers for itself.
/// </summary>
public sealed class HostileFixture : IAsyncLifetime
{
    private HostUnderAttack? _host;

    internal AttackTable Table { get; } = new();

    /// <summary>How many processes the suite has used; one, when all is well.</summary>
    internal int Processes { get; private set; }

    public Task InitializeAsync() => Task.CompletedTask;

    internal async Task<HostUnderAttack> HostAsync()
    {
        if (_host is { Process.IsAlive: true })
        {
            return _host;
        }

        await ReplaceAsync();
        return _host!;
    }

    /// <summary>Ends a process that answers no more.</summary>
    internal async Task ReplaceAsync()
    {
        await EndAsync();
        Processes++;
        _host = await HostUnderAttack.StartAsync();
    }

    public async Task DisposeAsync()
    {
        Table.Save();
        await EndAsync();
    }

    private async Task EndAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }
}
