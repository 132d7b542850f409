using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Benchmarks;

/// <summary>CPU time and allocations of a warm request through runtime, pool and isolate: what the pool may not make dearer.</summary>
internal static class WarmRequestCpu
{
    private const int Calls = 100_000;
    private const int Rounds = 5;

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        var services = new ServiceCollection();
        services.AddEdgeIsolatesCore();
        await using var provider = services.BuildServiceProvider();
        var deployed = await provider.GetRequiredService<IEdgeFunctions>().DeployAsync(FunctionDeployment.FromCode("hello", HelloFunction.Source));
        if (!deployed.Succeeded)
        {
            throw new InvalidOperationException(string.Join('\n', deployed.Faults));
        }

        var runtime = provider.GetRequiredService<IEdgeRuntime>();
        var request = new EdgeRequest { Url = "https://example.com/x" };
        await RepeatAsync(runtime, request);
        for (var round = 0; round < Rounds; round++)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var begin = Environment.CpuUsage.TotalTime;
            await RepeatAsync(runtime, request);
            var cpu = (Environment.CpuUsage.TotalTime - begin).TotalMicroseconds / Calls;
            Console.WriteLine($"request      {cpu:F2} µs CPU, {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / Calls} B allocated");
        }
    }

    private static async Task RepeatAsync(IEdgeRuntime runtime, EdgeRequest request)
    {
        for (var count = 0; count < Calls; count++)
        {
            var result = await runtime.InvokeAsync("hello", request);
            if (result.Outcome != InvocationOutcome.Ok)
            {
                throw new InvalidOperationException($"{result.Outcome}: {result.Error}");
            }
        }
    }
}
