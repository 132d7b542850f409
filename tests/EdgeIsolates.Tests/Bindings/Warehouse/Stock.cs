namespace EdgeIsolates.Tests.Bindings;

/// <summary>A record, whose constructor is used.</summary>
public sealed record Stock(string Sku, int Count, StockState State, DateTimeOffset UpdatedAt, Place? Place, IReadOnlyList<string> Tags);
