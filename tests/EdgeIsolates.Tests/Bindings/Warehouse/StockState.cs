namespace EdgeIsolates.Tests.Bindings;

public enum StockState
{
    InStock,
    SoldOut,
}
