using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary>Making a blank from the snapshot, and its end. CPU time is what <c>blank-cpu</c> tells. Goal: at most 4 ms of CPU.</summary>
public class BlankCreationBenchmark
{
    [Benchmark]
    public void CreateAndDispose() => HelloFunction.Blank().Dispose();
}
