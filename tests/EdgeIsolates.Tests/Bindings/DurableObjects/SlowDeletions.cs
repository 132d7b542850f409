using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>A store whose deletions wait for the test.</summary>
internal sealed class SlowDeletions : IDurableObjectStore, IDisposable
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDurableObjectStore _inner = null!;

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IDurableObjectAlarms Alarms => _inner.Alarms;

    /// <summary>Takes the place of the store that is registered.</summary>
    public void Register(IServiceCollection services)
    {
        ServiceDescriptor present = services.Last(static service => service.ServiceType == typeof(IDurableObjectStore));
        services.AddSingleton<IDurableObjectStore>(all =>
        {
            _inner = (IDurableObjectStore)(present.ImplementationFactory?.Invoke(all) ?? ActivatorUtilities.CreateInstance(all, present.ImplementationType!));
            return this;
        });
    }

    public void Go() => _go.SetResult();

    public Task InitializeAsync(CancellationToken cancellationToken) => _inner.InitializeAsync(cancellationToken);

    public IDurableObjectStorage Open(DurableObjectAddress address, long epoch) => _inner.Open(address, epoch);

    public void Dispose() => (_inner as IDisposable)?.Dispose();

    public async Task DeleteNamespaceAsync(string objectNamespace, CancellationToken cancellationToken)
    {
        Begun.SetResult();
        await _go.Task;
        await _inner.DeleteNamespaceAsync(objectNamespace, cancellationToken);
    }
}
