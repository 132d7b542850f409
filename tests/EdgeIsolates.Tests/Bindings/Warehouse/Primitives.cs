using System.Numerics;

namespace EdgeIsolates.Tests.Bindings;

public sealed record Primitives(
    bool Boolean,
    byte Byte,
    int Int32,
    long Int64,
    double Double,
    decimal Decimal,
    BigInteger BigInteger,
    Guid Guid,
    Uri Uri,
    DateTime DateTime,
    DateOnly Date,
    TimeSpan Time,
    double? Maybe,
    int[] Numbers,
    Dictionary<string, Place> Places,
    ReadOnlyMemory<byte> Bytes);
