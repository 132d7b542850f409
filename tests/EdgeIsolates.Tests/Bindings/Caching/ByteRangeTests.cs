using EdgeIsolates.Bindings.Caching;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.Bindings.Caching;

public sealed class ByteRangeTests
{
    [Fact]
    public void Parse_AnyText_IsNothingOrLiesWithin() => Prop
        .ForAll(Gen.Elements("bytes=", "Bytes=", "0", "5", "-", " ", ",", "99", "9999999999", "x", "9223372036854775807").ListOf().Zip(Gen.Choose(0, 20)).ToArbitrary(), made =>
            ByteRange.Parse(string.Concat(made.Item1), made.Item2) is not { IsSatisfiable: true } range || (range.Start >= 0 && range.End <= made.Item2))
        .QuickCheckThrowOnFailure();
}
