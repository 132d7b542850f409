using EdgeIsolates.Stores;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Records;

// Every request leaves one record, and the metrics count what the caller counted: whatever became of the requests, and across a restart.
public sealed class RecordsUnderLoadTests
{
    private const int Requests = 2_000;

    private const string Code =
        """
        export default { async fetch(request, env, ctx) {
          const path = new URL(request.url).pathname;
          if (path === '/throw') { throw new Error('no'); }
          if (path === '/burn') { for (;;); }
          if (path === '/hang') { await new Promise((resolve) => setTimeout(resolve, 60000)); }
          if (path === '/late') { ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 5))); }
          if (path === '/missing') { return new Response('', { status: 404 }); }
          return new Response('x');
        } }
        """;

    [Fact]
    public async Task Metrics_MixedRequests_EqualTheCallersOwnCounts()
    {
        using var time = new CancellationTokenSource(TimeSpan.FromMinutes(5), TimeProvider.System);
        var sink = new RecordSink();
        var store = new InMemoryMetricsStore(TimeProvider.System);
        Dictionary<InvocationOutcome, long> counted = [];
        Dictionary<int, long> statuses = [];
        DateTimeOffset from = TimeProvider.System.GetUtcNow();

        for (int run = 0; run < 2; run++)
        {
            await using var host = new EdgeHost(
                options => options.Limits = options.Limits with { CpuPerRequest = TimeSpan.FromSeconds(30) },
                services: services => services.AddSingleton<IInvocationSink>(sink).AddSingleton<IMetricsStore>(store));
            await host.DeployAsync(Code, FunctionConfig.Default with { CpuMs = 100 });
            await host.DeployAsync(Code, name: "off");
            await host.Functions.DisableAsync("off");
            var results = new InvocationResult[Requests / 2];
            await Parallel.ForAsync(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = time.Token }, async (i, _) =>
                results[i] = await SendAsync(host, i));
            foreach (InvocationResult result in results)
            {
                counted[result.Outcome] = counted.GetValueOrDefault(result.Outcome) + 1;
                int status = (result.Response?.Status ?? 0) / 100;
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
            }
        }

        IReadOnlyList<InvocationRecord> records = await sink.WaitAsync(Requests);
        Assert.Equal(Requests, records.Count);
        Assert.Equal(Requests, records.Select(record => record.RequestId).Distinct().Count());

        await using var reader = new EdgeHost(services: services => services.AddSingleton<IMetricsStore>(store));
        IReadOnlyList<FunctionMetrics> functions = await reader.Metrics.ReadAsync(new FunctionMetricsQuery { From = from, To = TimeProvider.System.GetUtcNow().AddMinutes(1) });
        Assert.Equal(["f", "none", "off"], functions.Select(function => function.FunctionName));
        Assert.Equal(Sorted(counted), Sorted(functions.SelectMany(function => function.Total.Outcomes)));
        Assert.Equal(Sorted(statuses), Sorted(functions.SelectMany(function => function.Total.StatusClasses)));
        Assert.Equal(Requests, functions.Sum(function => function.Total.Latency.Count));
        Assert.True(counted.Keys.Count >= 6, $"Only {string.Join(", ", counted.Keys)} occurred.");
    }

    [Fact]
    public async Task Metrics_RequestThatEndsWhileTheHostStops_IsWritten()
    {
        var store = new InMemoryMetricsStore(TimeProvider.System);
        await using (var host = new EdgeHost(services: services => services.AddSingleton<IMetricsStore>(store)))
        {
            await host.StartAsync();
            await host.DeployAsync("export default { fetch(r, e, ctx) { ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 300))); return new Response('x'); } }");
            await host.Runtime.InvokeAsync("f", EdgeHost.Get());
        }

        MetricsBucket bucket = Assert.Single(await store.ReadAsync(new MetricsQuery(DateTimeOffset.MinValue, DateTimeOffset.MaxValue), CancellationToken.None));
        Assert.Equal(1, bucket.Sums["invocations"]);
    }

    private static async Task<InvocationResult> SendAsync(EdgeHost host, int i)
    {
        using var canceled = new CancellationTokenSource();
        switch (i % 20)
        {
            case 0:
                return await host.Runtime.InvokeAsync("none", EdgeHost.Get());
            case 1:
                return await host.Runtime.InvokeAsync("off", EdgeHost.Get());
            case 2 or 3:
                return await host.Runtime.InvokeAsync("f", EdgeHost.Get("/throw"));
            case 4:
                await canceled.CancelAsync();
                return await host.Runtime.InvokeAsync("f", EdgeHost.Get(), canceled.Token);
            case 5:
                ValueTask<InvocationResult> hanging = host.Runtime.InvokeAsync("f", EdgeHost.Get("/hang"), canceled.Token);
                await canceled.CancelAsync();
                return await hanging;
            case 6 when i % 200 == 6:
                return await host.Runtime.InvokeAsync("f", EdgeHost.Get("/burn"));
            case 7:
                return await host.Runtime.InvokeAsync("f", EdgeHost.Get("/late"));
            case 8:
                return await host.Runtime.InvokeAsync("f", EdgeHost.Get("/missing"));
            default:
                return await host.Runtime.InvokeAsync("f", EdgeHost.Get("/ok"));
        }
    }

    private static IEnumerable<KeyValuePair<TKey, long>> Sorted<TKey>(IEnumerable<KeyValuePair<TKey, long>> counts) =>
        counts.GroupBy(pair => pair.Key).Select(group => KeyValuePair.Create(group.Key, group.Sum(pair => pair.Value))).OrderBy(pair => pair.Key);
}
