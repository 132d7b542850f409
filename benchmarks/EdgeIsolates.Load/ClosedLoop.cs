using System.Collections.Concurrent;

namespace EdgeIsolates.Load;

/// <summary>Clients that send their next request when the last was answered, until they are stopped. Gives the answers' statuses and how many there were of each.</summary>
internal static class ClosedLoop
{
    public static async Task<IReadOnlyDictionary<int, int>> RunAsync(HttpClient client, int clients, string path, CancellationToken stop)
    {
        var statuses = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    using HttpResponseMessage answer = await client.GetAsync(path, stop);
                    statuses.AddOrUpdate((int)answer.StatusCode, 1, static (_, count) => count + 1);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }));
        return statuses;
    }
}
