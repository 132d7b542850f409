using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Values;

public class StringsTests
{
    public static TheoryData<string> Texts =>
    [
        string.Empty,
        "plain",
        "caf\u00E9 \u00FF\u0080",
        "\u4F60\u597D",
        "\uD83D\uDE00 pair",
        "lone \uD800 high",
        "lone \uDC00 low",
        "\uDC00\uD800",
        "nul \0 inside\0",
        new string('a', 4096),
        new string('a', 4097),
        new string('\u00E9', 10_000),
        new string('\u4F60', 5000),
        new string('x', 1_000_000) + "\u20AC",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void String_ThereAndBack_IsEqual(string text)
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Call(scope.Internal("identity"), out var same, scope.String(text)));
        Assert.Equal(text, scope.GetString(same));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void String_ToScript_HasItsUnits(string text)
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("globalThis.sum = text => { let sum = 0; for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) % 1000003; return sum; }");
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Call(scope.Internal("global"), out var sum, scope.String("sum")));
        Assert.Equal(V8Status.Ok, scope.Call(sum, out var answer, scope.String(text)));
        Assert.Equal(text.Aggregate(0L, (running, unit) => ((running * 31) + unit) % 1000003), scope.GetNumber(answer));
    }

    [Fact]
    public void GetString_ConcatenatedByScript_IsFlattened()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(string.Concat(Enumerable.Range(0, 5000)), isolate.Evaluate("let text = ''; for (let i = 0; i < 5000; i++) text += i; text"));
    }

    [Fact]
    public void GetString_SliceOfTwoByteText_IsRight()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("plain part of the text", isolate.Evaluate("'\u4F60plain part of the text\u597D'.slice(1, -1)"));
    }

    [Fact]
    public void StringUtf8_AllWidths_IsDecoded()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal("a\u00E9\u20AC\U0001F600\0b", scope.GetString(scope.StringUtf8("a\u00E9\u20AC\U0001F600\0b"u8)));
    }

    [Fact]
    public void StringUtf8_InvalidBytes_BecomeReplacementCharacters()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal("a\uFFFDb", scope.GetString(scope.StringUtf8([0x61, 0xFF, 0x62])));
    }

    [Fact]
    public void GetString_NoString_IsNull()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Null(scope.GetString(scope.Number(1)));
        Assert.Null(scope.GetString(scope.Null));
        Assert.Null(scope.GetString(default));
    }
}
