namespace EdgeIsolates.Benchmarks;

/// <summary>The cases of <c>Scripts/web-api.js</c> in an isolate. They loop inside it, so that the way in and out weighs nothing.</summary>
internal sealed class WebApiScript : IAsyncDisposable
{
    private readonly BenchmarkRuntime _runtime;
    private readonly EdgeFunction _function;

    private WebApiScript(BenchmarkRuntime runtime, EdgeFunction function)
    {
        _runtime = runtime;
        _function = function;
    }

    public static string FileName => BenchmarkRuntime.PathOf("web-api.js");

    public static async Task<WebApiScript> StartAsync()
    {
        var runtime = new BenchmarkRuntime();
        return new WebApiScript(runtime, await runtime.DeployAsync("web-api", await File.ReadAllTextAsync(FileName)));
    }

    /// <summary>Runs a case so many times.</summary>
    /// <returns>The CPU time of the request.</returns>
    public async Task<TimeSpan> RunAsync(string name, int times)
    {
        var request = new EdgeRequest { Url = $"https://example.com/?case={Uri.EscapeDataString(name)}&times={times}" };
        return (await _runtime.InvokeAsync(_function, request)).CpuTime;
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();
}
