using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeIsolates.TestServers;

/// <summary>
/// A server in the foreground, below a shell that waits for its own input to end: closing it stops the server, and so does the death of the test
/// process, however it dies.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 30;
    private const string Script = """
        signal=$1; shift
        "$@" & server=$!
        read -r _
        kill -"$signal" "$server"
        wait "$server"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lastLines = new();

    private ServerProcess(string signal, IEnumerable<string> command)
    {
        ProcessStartInfo start = new("sh", ["-c", Script, "sh", signal, .. command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="signal">What ends it.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="answers">Whether it does.</param>
    public static async Task<ServerProcess> StartAsync(string signal, IReadOnlyList<string> command, Func<CancellationToken, Task<bool>> answers)
    {
        ServerProcess server = new(signal, command);
        using CancellationTokenSource patience = new(Patience);
        try
        {
            while (!await answers(patience.Token))
            {
                await Task.Delay(20, patience.Token);
            }

            return server;
        }
        catch (OperationCanceledException error)
        {
            string log = string.Join('\n', server._lastLines);
            await server.DisposeAsync();
            throw new InvalidOperationException($"'{string.Join(' ', command)}' does not answer:\n{log}", error);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Whether somebody listens at a port of this machine and answers a line with another.</summary>
    public static async Task<bool> AnswersAsync(int port, string question, string answer, CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await using StreamWriter writer = new(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
            using StreamReader reader = new(client.GetStream());
            await writer.WriteLineAsync(question.AsMemory(), cancellationToken);
            return await reader.ReadLineAsync(cancellationToken) == answer;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// A port that nobody listens at, of those that the system gives to no outgoing connection: the server that is started again at its port finds it free then, too. (Linux gives
    /// away those from 32,768 on.)
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            using TcpListener listener = new(IPAddress.Loopback, Random.Shared.Next(10_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody is there.
            }
        }
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Finds a program in the folders, or else in the PATH.</summary>
    public static string Find(string program, params IEnumerable<string> folders)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Concat(path).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"'{program}' is missing: eng/test.sh installs the servers that the tests start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lastLines.Enqueue(line);
            while (_lastLines.Count > LinesKept && _lastLines.TryDequeue(out _))
            {
            }
        }
    }
}
