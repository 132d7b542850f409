using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary>A ready blank becomes the hello function and answers its first request. Goal: at most 0.5 ms at the median.</summary>
[WarmupCount(20)]
[IterationCount(200)]
[InvocationCount(1, 1)]
public class ColdStartBenchmark
{
    private byte[] _codeCache = [];
    private HelloFunction _blank = null!;

    [Params(false, true)]
    public bool CodeCache { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        using var first = HelloFunction.Blank();
        first.Start([]);
        first.Fetch();
        _codeCache = CodeCache ? first.CreateCodeCache() : [];
    }

    [IterationSetup]
    public void MakeBlank() => _blank = HelloFunction.Blank();

    [Benchmark]
    public int StartAndFetch()
    {
        _blank.Start(_codeCache);
        return _blank.Fetch();
    }

    [IterationCleanup]
    public void DisposeBlank() => _blank.Dispose();
}
