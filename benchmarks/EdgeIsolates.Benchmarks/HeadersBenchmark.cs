using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary><c>Headers</c> of ten pairs: built from a record, asked three times, walked through.</summary>
public class HeadersBenchmark : WebApiBenchmark
{
    private const int Each = 1000;

    [Params("headers build", "headers get", "headers iterate")]
    public string Case { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Each)]
    public Task Script() => RunAsync(Case, Each);
}
