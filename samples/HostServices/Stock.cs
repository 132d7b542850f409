namespace HostServices;

/// <summary>How many of an article there are, and since when.</summary>
public sealed record Stock(string Sku, int Count, DateTimeOffset UpdatedAt);
