using System.Threading.Channels;
using EdgeIsolates.Deployments;
using EdgeIsolates.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>
/// Deletes the objects of classes that a migration has deleted, once no version that gets requests has the class: at each change of a function, and at the start for those
/// that were missed. A roll-back to a version from before finds its class without objects, as on Workers.
/// </summary>
internal sealed class DeletedClasses(FunctionCatalog catalog, ObjectHost objects, ObjectStarter starter, ILogger<DeletedClasses> logger) : IHostedService, IAsyncDisposable
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Changed += OnChanged;
        _changes.Writer.TryWrite(true);
        _running = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= OnChanged;
        _changes.Writer.TryComplete();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private void OnChanged(object? sender, EventArgs arguments) => _changes.Writer.TryWrite(true);

    private async Task RunAsync()
    {
        await foreach (bool _ in _changes.Reader.ReadAllAsync())
        {
            string[] wanted = [.. catalog.List().SelectMany(function => objects.DeletedNamespaces(function.Name))];
            _done.IntersectWith(wanted);
            foreach (string objectNamespace in wanted.Where(_done.Add))
            {
                await DeleteAsync(objectNamespace);
            }
        }
    }

    private async Task DeleteAsync(string objectNamespace)
    {
        try
        {
            IDurableObjectStore store = await starter.StoreAsync();
            await objects.DeleteAsync(objectNamespace, () => store.DeleteNamespaceAsync(objectNamespace, CancellationToken.None));
        }
        catch (StoreUnavailableException failure)
        {
            _done.Remove(objectNamespace);
            logger.ObjectsNotDeleted(objectNamespace, failure);
        }
    }
}
