namespace EdgeIsolates.Benchmarks;

/// <summary>What <see cref="IAdder"/> gives.</summary>
public sealed record Article(string Sku, int Count, DateTimeOffset UpdatedAt);
