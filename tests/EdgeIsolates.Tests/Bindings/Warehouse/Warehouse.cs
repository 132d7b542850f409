namespace EdgeIsolates.Tests.Bindings;

/// <summary>What the host has behind <see cref="IWarehouse"/>; counts the scopes it lives in.</summary>
public sealed class Warehouse : IWarehouse, IDisposable
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly List<string> _disposed;

    public Warehouse(List<string> disposed) => _disposed = disposed;

    public Guid Id { get; } = Guid.NewGuid();

    public Task<Stock?> GetAsync(string sku, CancellationToken cancellationToken) => Task.FromResult(sku == "none" ? null : Of(sku));

    public ValueTask<IReadOnlyList<Stock>> ListAsync(IReadOnlyList<string> skus, int limit = 10, StockState? state = null) =>
        new([.. skus.Select(Of).Where(stock => state is null || stock.State == state).Take(limit)]);

    public Task PutAsync(Stock stock) => stock.Count < 0 ? throw new BindingException("RangeError", "A count is not negative.") : Task.CompletedTask;

    public Task<Primitives> EchoAsync(Primitives value) => Task.FromResult(value);

    public ValueTask<StructuredValue> Any(StructuredValue value) => new(value);

    public Task<Dictionary<string, long>> CountAsync(Dictionary<string, StockState> states, BindingContext context) => Task.FromResult(new Dictionary<string, long>
    {
        [context.FunctionName] = states.Count(static state => state.Value == StockState.SoldOut),
        ["big"] = long.MaxValue,
    });

    public Task<StockState> StateAsync(Guid id) => Task.FromResult(StockState.SoldOut);

    public Task<byte[]> ReverseAsync(byte[] bytes) => Task.FromResult(bytes.Reverse().ToArray());

    public async Task<Stream> ReadAsync(Stream source)
    {
        using StreamReader reader = new(source);
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"<{await reader.ReadToEndAsync()}>"));
    }

    public Task<EdgeResponse> FetchAsync(EdgeRequest request) => Task.FromResult(new EdgeResponse { Status = 202, Body = request.Body });

    public Task<string> FailAsync(string errorClass) => throw new BindingException(errorClass, "It failed.");

    public Task<string?> NothingAsync() => Task.FromResult<string?>(null);

    public void Dispose()
    {
        lock (_disposed)
        {
            _disposed.Add(Id.ToString());
        }
    }

    private static Stock Of(string sku) =>
        new(sku, sku.Length, sku.EndsWith('x') ? StockState.SoldOut : StockState.InStock, Moment, new Place { Aisle = "A", Next = new Place { Aisle = "B" } }, ["täg"]);
}
