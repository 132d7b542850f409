namespace EdgeIsolates.Tests.Bindings;

/// <summary>A service of the tests' host with every kind of type that can cross.</summary>
[EdgeBinding]
public interface IWarehouse
{
    Task<Stock?> GetAsync(string sku, CancellationToken cancellationToken);

    ValueTask<IReadOnlyList<Stock>> ListAsync(IReadOnlyList<string> skus, int limit = 10, StockState? state = null);

    Task PutAsync(Stock stock);

    Task<Primitives> EchoAsync(Primitives value);

    ValueTask<StructuredValue> Any(StructuredValue value);

    Task<Dictionary<string, long>> CountAsync(Dictionary<string, StockState> states, BindingContext context);

    Task<StockState> StateAsync(Guid id);

    Task<byte[]> ReverseAsync(byte[] bytes);

    Task<Stream> ReadAsync(Stream source);

    Task<EdgeResponse> FetchAsync(EdgeRequest request);

    Task<string> FailAsync(string errorClass);

    Task<string?> NothingAsync();
}
