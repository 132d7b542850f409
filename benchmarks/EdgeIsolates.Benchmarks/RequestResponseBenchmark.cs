using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary><c>new Request</c> with ten headers and a body, <c>new Response</c> with two, <c>Response.json</c>.</summary>
public class RequestResponseBenchmark : WebApiBenchmark
{
    private const int Each = 1000;

    [Params("request", "response", "response json")]
    public string Case { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Each)]
    public Task Script() => RunAsync(Case, Each);
}
