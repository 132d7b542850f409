using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary>Cases of <c>Scripts/web-api.js</c>.</summary>
[MemoryDiagnoser]
public abstract class WebApiBenchmark
{
    private WebApiScript _script = null!;

    [GlobalSetup]
    public virtual async Task SetUp() => _script = await WebApiScript.StartAsync();

    [GlobalCleanup]
    public async Task CleanUp() => await _script.DisposeAsync();

    private protected Task RunAsync(string name, int times) => _script.RunAsync(name, times);
}
