namespace EdgeIsolates.TestServers;

/// <summary>
/// A private PostgreSQL server on a free port with its data in a temporary folder. It can be stopped and started again, with the same data at the
/// same port. As root it runs as the user <c>postgres</c>, because PostgreSQL refuses root.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly int _port = ServerProcess.FreePort();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"edge-postgresql-{Guid.NewGuid():N}");
    private ServerProcess? _process;

    private PostgreSqlServer()
    {
    }

    /// <summary>How to reach it, for Npgsql; with the patience of a test.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={ServerProcess.Text(_port)};Username=postgres;Database=postgres;Timeout=120;Command Timeout=120";

    /// <summary>Makes a server and starts it.</summary>
    public static async Task<PostgreSqlServer> CreateAsync()
    {
        PostgreSqlServer server = new();
        string[] command = ["-D", server._folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
        (int exitCode, string output) = await ServerProcess.RunAsync([.. AsUser(), Program("initdb"), .. command], CancellationToken.None);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"initdb failed:\n{output}");
        }

        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again.</summary>
    public async Task StartAsync()
    {
        string port = ServerProcess.Text(_port);
        string[] settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=200", "shared_buffers=32MB"];
        string[] command = [.. AsUser(), Program("postgres"), "-D", _folder, "-p", port, .. settings.SelectMany(setting => new[] { "-c", setting })];
        string isReady = Program("pg_isready");
        _process ??= await ServerProcess.StartAsync(
            "INT",
            command,
            async cancellationToken => (await ServerProcess.RunAsync([isReady, "-q", "-h", "127.0.0.1", "-p", port], cancellationToken)).ExitCode == 0);
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

    private static string[] AsUser() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : [];

    /// <summary>Debian keeps the servers' programs out of the PATH, one folder for each version.</summary>
    private static string Program(string name)
    {
        const string Versions = "/usr/lib/postgresql";
        string[] folders = Directory.Exists(Versions) ? Directory.GetDirectories(Versions) : [];
        return ServerProcess.Find(name, folders.OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")));
    }
}
