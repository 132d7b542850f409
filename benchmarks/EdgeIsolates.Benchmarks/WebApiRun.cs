using System.Diagnostics;
using System.Globalization;

namespace EdgeIsolates.Benchmarks;

/// <summary>
/// The cases of <c>Scripts/web-api.js</c> in an isolate and in the <c>node</c> of this machine, by turns: microseconds of CPU per round and the ratio. The best of
/// the turns counts, because what disturbs only adds.
/// </summary>
internal static class WebApiRun
{
    private const int Turns = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        await using WebApiScript isolate = await WebApiScript.StartAsync();
        using Process node = Process.Start(new ProcessStartInfo("node", [BenchmarkRuntime.PathOf("beside-node.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Console.WriteLine($"| case | µs | µs in Node.js {await node.StandardOutput.ReadLineAsync()} | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (string name in Names())
        {
            int times = await TimesAsync(isolate, name);
            double ours = double.MaxValue;
            double theirs = double.MaxValue;
            for (int turn = 0; turn < Turns; turn++)
            {
                ours = Math.Min(ours, (await isolate.RunAsync(name, times)).TotalMicroseconds / times);
                theirs = Math.Min(theirs, await AskNodeAsync(node, name, times));
            }

            Console.WriteLine($"| {name} | {ours:G3} | {theirs:G3} | {ours / theirs:F2} |");
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync();
    }

    /// <summary>How often a case goes into a turn.</summary>
    private static async Task<int> TimesAsync(WebApiScript isolate, string name)
    {
        for (int times = 4; ; times *= 2)
        {
            if (await isolate.RunAsync(name, times) > Turn)
            {
                return times;
            }
        }
    }

    private static async Task<double> AskNodeAsync(Process node, string name, int times)
    {
        await node.StandardInput.WriteLineAsync($"{times} {name}");
        await node.StandardInput.FlushAsync();
        return double.Parse(await node.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Names()
    {
        string[] kinds = ["ascii", "latin", "cjk"];
        int[] sizes = [1, 1024];
        return
        [
            "url parse", "url parse plain", "url parse relative", "url searchParams", "headers build", "headers get", "headers iterate",
            "request", "response", "response json", "structuredClone small", "structuredClone graph", "structuredClone buffer",
            .. from kind in kinds from size in sizes from way in new[] { "encode", "decode" } select $"{way} {kind} {size}",
            .. from size in sizes from way in new[] { "text", "json", "arrayBuffer" } select $"body {way} {size}",
        ];
    }
}
