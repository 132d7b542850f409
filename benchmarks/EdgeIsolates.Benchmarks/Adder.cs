namespace EdgeIsolates.Benchmarks;

/// <summary>The service behind <see cref="IAdder"/>.</summary>
public sealed class Adder : IAdder
{
    private static readonly Article Known = new("sku-1", 12, DateTimeOffset.UnixEpoch);

    public ValueTask<double> AddAsync(double left, double right) => new(left + right);

    public ValueTask<Article?> GetAsync(string sku) => new(Known);
}
