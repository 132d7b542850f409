using System.Diagnostics;

namespace EdgeIsolates.Load;

/// <summary>The host in its own process, and connections to it.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string address)
    {
        _process = process;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };
    }

    public HttpClient Client { get; }

    public static async Task<HostProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["host", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The host did not start.");
        return new HostProcess(process, address);
    }

    public async Task<HostStats> StatsAsync() => (await Client.GetFromJsonAsync<HostStats>("/_stats"))!;

    public void Dispose()
    {
        Client.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
