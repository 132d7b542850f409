using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary><c>structuredClone</c> of an object with five properties, of a tree of 1093 nodes with three objects each, of a megabyte.</summary>
public class StructuredCloneBenchmark : WebApiBenchmark
{
    private const int Each = 1000;

    [Params("structuredClone small", "structuredClone graph", "structuredClone buffer")]
    public string Case { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Each)]
    public Task Script() => RunAsync(Case, Each);
}
