using EdgeIsolates;

namespace HostServices;

/// <summary>What functions may ask of the warehouse: <c>await env.INVENTORY.get('sku-1')</c>.</summary>
[EdgeBinding]
public interface IInventory
{
    /// <summary>An article's stock; nothing when there is no such article.</summary>
    Task<Stock?> GetAsync(string sku, CancellationToken cancellationToken);

    /// <summary>Takes so many of an article out of stock, if there are enough.</summary>
    Task<bool> ReserveAsync(string sku, int count, CancellationToken cancellationToken);
}
