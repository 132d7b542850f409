using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Benchmarks;

/// <summary>The runtime as a host has it, without HTTP: what is deployed is invoked.</summary>
internal sealed class BenchmarkRuntime : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IEdgeRuntime _runtime;

    public BenchmarkRuntime()
    {
        var services = new ServiceCollection();
        services.AddEdgeIsolatesCore(options =>
        {
            options.Pool.MinBlanks = 0;
            options.Pool.MaxIsolatesPerFunction = 1;
        });
        _services = services.BuildServiceProvider();
        _runtime = _services.GetRequiredService<IEdgeRuntime>();
    }

    /// <summary>A script that lies beside the program.</summary>
    public static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, "Scripts", script);

    public async Task<EdgeFunction> DeployAsync(string name, string code)
    {
        FunctionDeployment deployment = FunctionDeployment.FromCode(name, code) with { Config = FunctionConfig.Default with { CpuMs = 30_000 } };
        DeployResult result = await _services.GetRequiredService<IEdgeFunctions>().DeployAsync(deployment);
        return result.Function ?? throw new InvalidOperationException(string.Join('\n', result.Faults));
    }

    public async Task<InvocationResult> InvokeAsync(EdgeFunction function, EdgeRequest request)
    {
        InvocationResult result = await _runtime.InvokeAsync(function.Name, request);
        return result.Outcome == InvocationOutcome.Ok ? result : throw new InvalidOperationException($"{result.Outcome}: {result.Error}");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
