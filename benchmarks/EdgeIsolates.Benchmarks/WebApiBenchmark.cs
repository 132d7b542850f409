using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary>Cases of <c>Scripts/web-api.js</c>.</summary>
[MemoryDiagnoser]
public abstract class WebApiBenchmark
{
    private WebApiScript _script = null!;

    /// <summary>Waits: in this process BenchmarkDotNet 0.14 goes on without an asynchronous set-up.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _script = WebApiScript.StartAsync().GetAwaiter().GetResult();
        Prepare();
    }

    [GlobalCleanup]
    public async Task CleanUp() => await _script.DisposeAsync();

    /// <summary>What a class needs beside the script, for its parameters.</summary>
    private protected virtual void Prepare()
    {
    }

    private protected Task RunAsync(string name, int times) => _script.RunAsync(name, times);
}
