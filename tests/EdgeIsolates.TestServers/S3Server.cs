using System.Reflection;

namespace EdgeIsolates.TestServers;

/// <summary>s3rver, an S3 endpoint that others wrote, on a free port: npm installs it once, by its lock file. Signatures are checked by aws4, which others wrote too.</summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The key that requests are signed with, and its id.</summary>
    public const string Key = "S3RVER";

    private static readonly string Root = typeof(S3Server).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    private readonly int _port = ServerProcess.FreePort();
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-s3-").FullName;
    private int _buckets;
    private ServerProcess? _process;

    private S3Server()
    {
    }

    /// <summary>Makes a server and starts it.</summary>
    public static async Task<S3Server> CreateAsync()
    {
        string program = await InstallAsync();
        S3Server server = new();
        server._process = await ServerProcess.StartAsync(
            "TERM",
            [ServerProcess.Find("node"), program, server._folder, ServerProcess.Text(server._port)],
            cancellationToken => ServerProcess.AnswersAsync(server._port, "GET / HTTP/1.0\r\n", "HTTP/1.1 200 OK", cancellationToken));
        return server;
    }

    /// <summary>Makes a bucket; to this server, a folder is one.</summary>
    /// <returns>Its address.</returns>
    public Uri NewBucket()
    {
        string name = $"bucket-{ServerProcess.Text(Interlocked.Increment(ref _buckets))}";
        Directory.CreateDirectory(Path.Combine(_folder, name));
        return new Uri($"http://127.0.0.1:{ServerProcess.Text(_port)}/{name}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? default);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> InstallAsync()
    {
        string source = Path.Combine(Root, "tests", "EdgeIsolates.TestServers", "s3rver"), target = Path.Combine(Root, "artifacts", "packages", "s3rver");
        Directory.CreateDirectory(target);
        foreach (string file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        string wanted = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json")), installed = Path.Combine(target, "installed-lock.json");
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != wanted)
        {
            (int exitCode, string output) = await ServerProcess.RunAsync([ServerProcess.Find("npm"), "ci", "--ignore-scripts", "--prefix", target], CancellationToken.None);
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"npm could not install s3rver:\n{output}");
            }

            await File.WriteAllTextAsync(installed, wanted);
        }

        return Path.Combine(target, "server.mjs");
    }
}
