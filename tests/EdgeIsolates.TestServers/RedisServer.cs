namespace EdgeIsolates.TestServers;

/// <summary>A private Redis server on a free port that keeps everything in memory: empty after it was stopped and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port = ServerProcess.FreePort();
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-redis-").FullName;
    private ServerProcess? _process;

    private RedisServer()
    {
    }

    /// <summary>How to reach it, for StackExchange.Redis.</summary>
    public string Configuration => $"127.0.0.1:{ServerProcess.Text(_port)}";

    /// <summary>Makes a server and starts it.</summary>
    public static async Task<RedisServer> CreateAsync()
    {
        RedisServer server = new();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again.</summary>
    public async Task StartAsync()
    {
        string[] settings = ["--port", ServerProcess.Text(_port), "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "no"];
        _process ??= await ServerProcess.StartAsync(
            "TERM",
            [ServerProcess.Find("redis-server"), .. settings],
            cancellationToken => ServerProcess.AnswersAsync(_port, "PING", "+PONG", cancellationToken));
    }

    /// <summary>Stops it: open connections are cut.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
