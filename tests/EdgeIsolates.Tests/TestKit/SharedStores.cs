using EdgeIsolates.Deployments;
using EdgeIsolates.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>Stores that several hosts share, as nodes share a database; they can be away.</summary>
internal sealed class SharedStores
{
    private readonly ISecretProtection _protection = new ProcessSecretProtection();

    public SharedStores() => Functions = new UnreliableFunctionStore(Inner);

    public UnreliableFunctionStore Functions { get; }

    /// <summary>The same store, always there.</summary>
    public InMemoryFunctionStore Inner { get; } = new();

    public UnreliableRouteStore Routes { get; } = new(new InMemoryRouteStore());

    public EdgeHost NewHost(Action<EdgeIsolatesOptions>? configure = null, TimeProvider? time = null) => new(configure, time, Register);

    public void Register(IServiceCollection services)
    {
        services.AddSingleton<IFunctionStore>(Functions);
        services.AddSingleton<IRouteStore>(Routes);
        services.AddSingleton(_protection);
    }
}
