namespace EdgeIsolates.Benchmarks;

/// <summary>A service of the host that costs nothing.</summary>
[EdgeBinding]
public interface IAdder
{
    /// <summary>Primitives both ways.</summary>
    ValueTask<double> AddAsync(double left, double right);

    /// <summary>A record back.</summary>
    ValueTask<Article?> GetAsync(string sku);
}
