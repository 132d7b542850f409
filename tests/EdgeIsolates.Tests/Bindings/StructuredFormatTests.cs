using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>V8's structured clone format in C#; that V8 reads it too is shown by <see cref="HostServiceTests"/>.</summary>
public sealed class StructuredFormatTests
{
    private static readonly Gen<string> Texts = Gen.Elements("", "a", "täxt", "✓\u0000", "\U0001F600", new string('x', 300));

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() => Prop.ForAll(Values(4).ToArbitrary(), value =>
    {
        var writer = new StructuredWriter();
        StructuredWrite.Any(writer, value);
        Assert.Equal(Show(value), Show(StructuredReader.Read(writer.ToValue().AsBytes().Span)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyBytes_GivesAValueOrTheDeclaredError() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        foreach (byte[] candidate in (byte[][])[bytes, [0xFF, 15, .. bytes], [0xFF, 13, (byte)'o', .. bytes], [0xFF, 15, (byte)'A', 3, .. bytes]])
        {
            try
            {
                StructuredReader.Read(candidate);
            }
            catch (BindingException failure)
            {
                Assert.Equal("DataCloneError", failure.ErrorClass);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(200)]
    [InlineData(100_000)]
    public void Read_VeryDeep_IsRefused(int depth)
    {
        byte[] bytes = [0xFF, 13, .. Enumerable.Repeat<byte[]>([(byte)'A', 1], depth).SelectMany(static part => part)];
        Assert.Throws<BindingException>(() => StructuredReader.Read(bytes));
    }

    private static Gen<StructuredValue> Values(int depth)
    {
        Gen<StructuredValue> leaf = Gen.OneOf(
            Gen.Constant(StructuredValue.Undefined),
            Gen.Constant(StructuredValue.Null),
            ArbMap.Default.GeneratorFor<bool>().Select(static value => new StructuredValue(StructuredKind.Boolean, value)),
            ArbMap.Default.GeneratorFor<double>().Select(static value => new StructuredValue(StructuredKind.Number, value)),
            ArbMap.Default.GeneratorFor<BigInteger>().Select(static value => new StructuredValue(StructuredKind.BigInt, value * value * value)),
            ArbMap.Default.GeneratorFor<byte[]>().Select(static value => new StructuredValue(StructuredKind.Bytes, value)),
            Gen.Choose(0, int.MaxValue).Select(static value => new StructuredValue(StructuredKind.Date, (double)value)),
            Texts.Select(static value => new StructuredValue(StructuredKind.String, value)));
        if (depth == 0)
        {
            return leaf;
        }

        Gen<StructuredValue> inner = Values(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.ListOf(3).Select(static items => new StructuredValue(StructuredKind.Array, items.ToArray())),
            inner.Zip(Texts).ListOf(3).Select(static members => new StructuredValue(
                StructuredKind.Object,
                members.Select(static member => new KeyValuePair<string, StructuredValue>(member.Item2, member.Item1)).ToList())));
    }

    private static string Show(StructuredValue value) => value.Kind switch
    {
        StructuredKind.Object => $"{{{string.Join(',', value.Members.Select(static member => $"{member.Key}:{Show(member.Value)}"))}}}",
        StructuredKind.Array => $"[{string.Join(',', value.Items.Select(Show))}]",
        StructuredKind.Bytes => Convert.ToHexString(value.Bytes.Span),
        StructuredKind.BigInt => $"{value.BigInt}n",
        _ => $"{value.Kind} {value.Boolean} {value.Number:R} {value.Text}",
    };
}
