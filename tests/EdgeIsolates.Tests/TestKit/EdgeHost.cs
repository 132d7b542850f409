using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.Caching;
using EdgeIsolates.Deployments;
using EdgeIsolates.Isolates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>The core with the real engine, on the real clock unless a test brings its own.</summary>
public sealed class EdgeHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TimeProvider _time;

    public EdgeHost(Action<EdgeIsolatesOptions>? configure = null, TimeProvider? time = null, Action<IServiceCollection>? services = null)
    {
        var all = new ServiceCollection();
        _time = time ?? TimeProvider.System;
        all.AddSingleton(_time);
        all.AddSingleton<IFunctionLog>(Log);
        // Other tests lose isolates of this process meanwhile.
        all.AddSingleton(new LostMemory(() => LostBytes));
        services?.Invoke(all);
        all.AddEdgeIsolatesCore(options =>
        {
            options.Pool.MinBlanks = 0;
            if (time is null)
            {
                PatientLimits.Apply(options);
            }

            configure?.Invoke(options);
        });
        _services = all.BuildServiceProvider();
    }

    public RecordedLog Log { get; } = new();

    /// <summary>What the host takes for the memory of lost isolates.</summary>
    public long LostBytes { get; set; }

    public IEdgeMetrics Metrics => _services.GetRequiredService<IEdgeMetrics>();

    public ILiveTail LiveTail => _services.GetRequiredService<ILiveTail>();

    public IEdgeFunctions Functions => _services.GetRequiredService<IEdgeFunctions>();

    internal CronScheduler Scheduler => _services.GetServices<IHostedService>().OfType<CronScheduler>().Single();

    internal EdgeRuntime Runtime => _services.GetRequiredService<EdgeRuntime>();

    internal ResponseCache Responses => _services.GetRequiredService<ResponseCache>();

    public IIsolatePool Pool => _services.GetRequiredService<IIsolatePool>();

    public IIsolateHealthSource Health => _services.GetRequiredService<IIsolateHealthSource>();

    internal IsolatePool Isolates => _services.GetRequiredService<IsolatePool>();

    internal BlankReserve Blanks => _services.GetRequiredService<BlankReserve>();

    /// <summary>A service of the host.</summary>
    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static EdgeRequest Get(string path = "/") => new() { Url = $"https://example.com{path}" };

    /// <summary>Deploys a function that must be sound.</summary>
    public async Task<EdgeFunction> DeployAsync(string code, FunctionConfig? config = null, string name = "f", params string[] routes)
    {
        DeployResult result = await TryDeployAsync(code, config, name, routes);
        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        return result.Function;
    }

    public async Task<DeployResult> TryDeployAsync(string code, FunctionConfig? config = null, string name = "f", params string[] routes) =>
        await Functions.DeployAsync(FunctionDeployment.FromCode(name, code, routes) with { Config = config ?? FunctionConfig.Default });

    /// <summary>Deploys a function and calls it once.</summary>
    public async Task<InvocationResult> RunAsync(string code, EdgeRequest? request = null, FunctionConfig? config = null)
    {
        EdgeFunction function = await DeployAsync(code, config);
        return await Runtime.InvokeAsync(function, request ?? Get());
    }

    /// <summary>Starts what a host starts before it takes requests: reads the functions and follows their changes.</summary>
    public async Task StartAsync()
    {
        foreach (IHostedService service in _services.GetServices<IHostedService>())
        {
            await ((service as IHostedLifecycleService)?.StartingAsync(CancellationToken.None) ?? Task.CompletedTask);
            await service.StartAsync(CancellationToken.None);
        }
    }

    /// <summary>Stops what <see cref="StartAsync"/> started, as a host does.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        foreach (IHostedService service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(cancellationToken);
        }
    }

    /// <summary>Reads the functions once, without following their changes.</summary>
    public async Task SyncAsync()
    {
        await _services.GetRequiredService<FunctionStores>().InitializeAsync(CancellationToken.None);
        FunctionChanges changes = await _services.GetRequiredService<FunctionStores>().Functions.ReadChangesAsync(0, CancellationToken.None);
        _services.GetRequiredService<FunctionCatalog>().Apply(changes.Records);
    }

    /// <summary>What does not end by itself is given up after a time: a clock that stands still is moved on meanwhile.</summary>
    public async ValueTask DisposeAsync()
    {
        Task disposed = _services.DisposeAsync().AsTask();
        while (_time is FakeTime time && !disposed.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        await disposed;
    }
}
