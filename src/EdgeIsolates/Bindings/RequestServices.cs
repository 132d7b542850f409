using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Bindings;

/// <summary>A scope of the host's services that belongs to one request. Its services are disposed of on a thread of the pool, not on the isolate's.</summary>
internal sealed class RequestServices(IServiceProvider root) : IDisposable
{
    private readonly AsyncServiceScope _scope = root.CreateAsyncScope();

    public IServiceProvider Services => _scope.ServiceProvider;

    public void Dispose() => _ = Task.Run(() => _scope.DisposeAsync().AsTask());
}
