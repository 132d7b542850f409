using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeIsolates.Load;

// Requests that come when they come, whether earlier ones were answered or not: at random moments (a Poisson process) of a given rate. Each is timed from the moment it was due,
// so that a host that stalls is charged for every request that the stall kept waiting.
internal static class OpenLoop
{
    public static async Task<IReadOnlyList<Sample>> RunAsync(HttpClient client, int rate, TimeSpan span, Random random, Func<Random, (int Function, string Path)> next)
    {
        var samples = new ConcurrentBag<Sample>();
        var requests = new List<Task>();
        var clock = Stopwatch.StartNew();
        double due = 0;
        while (true)
        {
            due += -Math.Log(1 - random.NextDouble()) / rate;
            if (due > span.TotalSeconds)
            {
                break;
            }

            TimeSpan pause = TimeSpan.FromSeconds(due) - clock.Elapsed;
            if (pause > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(pause, TimeProvider.System);
            }

            (int function, string path) = next(random);
            double dueMilliseconds = due * 1000;
            requests.Add(Task.Run(async () => samples.Add(await SendAsync(client, function, path, clock, Math.Min(dueMilliseconds, clock.Elapsed.TotalMilliseconds)))));
        }

        await Task.WhenAll(requests);
        return [.. samples];
    }

    private static async Task<Sample> SendAsync(HttpClient client, int function, string path, Stopwatch clock, double due)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            bool isCold = answer.Headers.TryGetValues("Server-Timing", out IEnumerable<string>? timings) && timings.Any(timing => timing.Contains("cold;", StringComparison.Ordinal));
            return new Sample(function, clock.Elapsed.TotalMilliseconds - due, (int)answer.StatusCode, isCold);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return new Sample(function, clock.Elapsed.TotalMilliseconds - due, 0, false);
        }
    }
}
