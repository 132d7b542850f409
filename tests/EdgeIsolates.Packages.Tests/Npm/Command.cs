using System.ComponentModel;
using System.Diagnostics;

namespace EdgeIsolates.Packages.Tests.Npm;

/// <summary>A finished program: its exit code and all that it wrote.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program of Node.js to its end.</summary>
    /// <param name="program">Its name, found by PATH.</param>
    /// <param name="folder">The folder it runs in.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>How it ended.</returns>
    public static Task<Command> RunAsync(string program, string folder, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">The program, its arguments, its folder and its environment.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>How it ended.</returns>
    public static async Task<Command> RunAsync(ProcessStartInfo start, string input = "")
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Start(start);
        using var patience = new CancellationTokenSource(s_patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{start.FileName} {string.Join(' ', start.ArgumentList)}' had not ended after {s_patience.TotalMinutes} minutes.", e);
        }

        return new Command(process.ExitCode, await output + await errors);
    }

    /// <summary>As <see cref="RunAsync"/>, when only success will do.</summary>
    /// <param name="program">Its name, found by PATH.</param>
    /// <param name="folder">The folder it runs in.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>When it has ended.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote.</exception>
    public static async Task MustRunAsync(string program, string folder, params string[] arguments)
    {
        Command command = await RunAsync(program, folder, arguments);
        if (command.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {command.ExitCode}:\n{command.Output}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"'{start.FileName}' is missing: the packages are installed and bundled with Node.js (20.3 or later) and its npm.", e);
        }
    }
}
