using EdgeIsolates.Bindings.KeyValue;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.Bindings.KeyValue;

public sealed class KeyValueCursorTests
{
    private static readonly Gen<string> Texts = Gen.Elements('a', 'b', '/', ' ', '\0', 'é', '\uFFFD', '日').ListOf().Select(static chars => new string([.. chars]));

    [Fact]
    public void Read_WhatWasMade_IsTheKey() => Prop
        .ForAll(Texts.Three().ToArbitrary(), texts =>
            KeyValueCursor.Read(texts.Item1, texts.Item2, KeyValueCursor.Make(texts.Item1, texts.Item2, $"k{texts.Item3}")) == $"k{texts.Item3}")
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_OfAnotherList_IsNothing() => Prop
        .ForAll(Texts.Four().ToArbitrary(), texts =>
            (texts.Item1, texts.Item2) == (texts.Item3, texts.Item4)
            || KeyValueCursor.Read(texts.Item3, texts.Item4, KeyValueCursor.Make(texts.Item1, texts.Item2, "key")) is null)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_OneCharacterChanged_IsNothing() => Prop
        .ForAll(Gen.Choose(0, 30).Zip(Gen.Elements('A', 'z', '0', '-', '_', '=', ' ', '+', 'é')).ToArbitrary(), change =>
        {
            string cursor = KeyValueCursor.Make("n", "p", "a key of some length");
            string changed = string.Concat(cursor.AsSpan(0, change.Item1), [change.Item2], cursor.AsSpan(change.Item1 + 1));
            return changed == cursor || KeyValueCursor.Read("n", "p", changed) is null;
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyText_NeverThrows() => Prop
        .ForAll(Gen.OneOf(Texts, ArbMap.Default.GeneratorFor<string>().Where(static text => text is not null)).ToArbitrary(), text => KeyValueCursor.Read("n", "", text) is null)
        .QuickCheckThrowOnFailure();
}
