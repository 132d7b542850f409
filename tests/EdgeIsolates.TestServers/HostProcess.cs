using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeIsolates.TestServers;

/// <summary>
/// A host of ours in a process of its own: the first line that it prints ends with its address. It ends when its input is closed, so it never outlives the tests.
/// </summary>
public sealed class HostProcess : IDisposable
{
    private const int LinesKept = 40;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lastLines;

    private HostProcess(Process process, Uri address, ConcurrentQueue<string> lastLines)
    {
        _process = process;
        _lastLines = lastLines;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Whether the process lives.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>How the process ended and what it wrote last.</summary>
    public string LastWords => $"{(IsAlive ? "alive" : $"exit code {_process.ExitCode}")}\n{string.Join('\n', _lastLines)}";

    /// <summary>Starts a host and waits for its address.</summary>
    /// <param name="assembly">The host's assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<HostProcess> StartAsync(string assembly, params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = new() { StartInfo = start, EnableRaisingEvents = true };
        ConcurrentQueue<string> lastLines = new();
        TaskCompletionSource<string> firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => firstLine.TrySetResult(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => Keep(lastLines, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        string address = await firstLine.Task.WaitAsync(TimeSpan.FromMinutes(5));
        if (!Uri.TryCreate(address.Split(' ')[^1], UriKind.Absolute, out Uri? uri))
        {
            await process.WaitForExitAsync();
            throw new InvalidOperationException($"The host did not start, exit code {process.ExitCode}:\n{string.Join('\n', lastLines)}");
        }

        return new HostProcess(process, uri, lastLines);
    }

    /// <summary>Whether the process has ended, or does so in a moment: writing a core takes a while.</summary>
    public async Task<bool> IsGoneAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Kills it at once, as SIGKILL does.</summary>
    public void Kill()
    {
        if (IsAlive)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    /// <summary>Asks it to stop, as the end of the tests does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null && !IsTraceOfV8(line))
        {
            lines.Enqueue(line.Length > 500 ? line[..500] : line);
            while (lines.Count > LinesKept)
            {
                lines.TryDequeue(out _);
            }
        }
    }

    /// <summary>V8 writes its last collections to the error stream whenever it gives up, contained or not.</summary>
    private static bool IsTraceOfV8(string line) =>
        line.Length == 0 || line.StartsWith("<---", StringComparison.Ordinal) || line.StartsWith('[') && line.Contains(" ms: ", StringComparison.Ordinal);
}
