using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeIsolates.Benchmarks;

/// <summary>
/// A gigabyte into a function and out again over HTTP, against an endpoint of Kestrel's own that echoes it. Goal: the host grows by less than 64 MB. The host is
/// a process of its own; the sender and the reader are plain sockets here, so that the host's work is most of what is measured.
/// </summary>
internal static class StreamRun
{
    private const int Megabyte = 1024 * 1024;
    private const int WarmUpMegabytes = 4;
    private const int Megabytes = 1024;
    private const int Rounds = 3;

    private static readonly byte[] Chunk = new byte[256 * 1024];

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        Console.WriteLine($"{Megabytes} MB in and out, {Rounds} times for each path: medians of rate and CPU; MB that the host has resident before the first, at most while it runs, and after the last");
        Console.WriteLine("| path | MB/s | of the echo | CPU of the host, s | of the echo | before | most | growth | after all |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        Passage? bare = null;
        foreach (string path in StreamHost.Functions.Select(function => function.Path).Prepend(StreamHost.BarePath))
        {
            Passage passage = await MeasureAsync(path);
            bare ??= passage;
            Console.WriteLine(
                $"| {path} | {Megabytes / passage.Wall.TotalSeconds:F0} | {bare.Wall / passage.Wall:F2} | {passage.Cpu.TotalSeconds:F2} | {passage.Cpu / bare.Cpu:F2} "
                + $"| {passage.Before >> 20} | {passage.Peak >> 20} | {(passage.Peak - passage.Before) >> 20} | {passage.After >> 20} |");
        }
    }

    /// <summary>Each way has a fresh host, so that one does not pay for another's growth.</summary>
    private static async Task<Passage> MeasureAsync(string path)
    {
        using Process host = Start();
        try
        {
            var address = new Uri(await host.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The host did not start."));
            await PassAsync(address, path, WarmUpMegabytes);
            var passages = new List<Passage>();
            for (int round = 0; round < Rounds; round++)
            {
                using var figures = new ProcessFigures(host);
                long begin = Stopwatch.GetTimestamp();
                await PassAsync(address, path, Megabytes);
                TimeSpan wall = Stopwatch.GetElapsedTime(begin);
                await figures.StopAsync();
                passages.Add(new Passage(wall, figures.CpuUsed, figures.Before, figures.Peak, figures.Resident));
            }

            Passage median = passages.OrderBy(passage => passage.Wall).ElementAt(Rounds / 2);
            return median with { Before = passages[0].Before, Peak = passages[0].Peak, After = passages[^1].After };
        }
        finally
        {
            host.StandardInput.Close();
            await host.WaitForExitAsync();
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(StreamRun).Assembly.Location, "stream-host"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static async Task PassAsync(Uri address, string path, int megabytes)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        long bytes = (long)megabytes * Megabyte;
        await client.SendAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {bytes}\r\n\r\n"));
        Task sending = Task.Run(() => SendAsync(client, bytes));
        long received = await ReceiveAsync(client);
        await sending;
        if (received < bytes)
        {
            throw new InvalidOperationException($"{received} of {bytes} bytes came back from {path}.");
        }
    }

    private static async Task SendAsync(Socket client, long bytes)
    {
        for (long left = bytes; left > 0;)
        {
            left -= await client.SendAsync(Chunk.AsMemory(0, (int)Math.Min(left, Chunk.Length)));
        }
    }

    /// <summary>Head and framing included: they are little beside the body.</summary>
    private static async Task<long> ReceiveAsync(Socket client)
    {
        byte[] buffer = new byte[256 * 1024];
        long received = 0;
        for (int read; (read = await client.ReceiveAsync(buffer)) > 0;)
        {
            received += read;
        }

        return received;
    }

    private sealed record Passage(TimeSpan Wall, TimeSpan Cpu, long Before, long Peak, long After);
}
