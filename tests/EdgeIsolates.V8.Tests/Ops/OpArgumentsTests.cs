using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Ops;

public class OpArgumentsTests
{
    [Fact]
    public void InvokeOp_EveryKind_IsReadAsItIs()
    {
        using var isolate = new TestIsolate();
        var read = string.Empty;
        isolate.Host.Custom = (in V8OpCall call) =>
            read = string.Join('|', call.ArgumentCount, call.GetString(0), call.GetInt32(1), call.GetDouble(2), call.GetDouble(1), call.GetBoolean(3), Convert.ToHexString(call.GetBytes(4)), call.IsNullOrUndefined(5), call.IsNullOrUndefined(6), call.IsNullOrUndefined(7));
        isolate.Evaluate("host.custom('caf\u00E9 \u4F60', -5, 2.5, true, new Uint8Array([1, 255]), null, undefined)");
        Assert.Equal("7|caf\u00E9 \u4F60|-5|2.5|-5|True|01FF|True|True|True", read);
    }

    [Fact]
    public void GetUtf8_LoneSurrogate_IsReplaced()
    {
        using var isolate = new TestIsolate();
        byte[] utf8 = [];
        isolate.Host.Custom = (in V8OpCall call) => utf8 = call.GetUtf8(0);
        isolate.Evaluate("host.custom('a\\uD800\u20AC')");
        Assert.Equal("a\uFFFD\u20AC"u8.ToArray(), utf8);
    }

    [Fact]
    public void IsStringAndIsBytes_Arguments_TellKinds()
    {
        using var isolate = new TestIsolate();
        var read = string.Empty;
        isolate.Host.Custom = (in V8OpCall call) => read = $"{call.IsString(0)} {call.IsBytes(0)} {call.IsString(1)} {call.IsBytes(1)} {call.IsString(9)}";
        isolate.Evaluate("host.custom('s', new ArrayBuffer(2))");
        Assert.Equal("True False False True False", read);
    }

    [Fact]
    public void GetValue_Object_CanBeHeldAndReturned()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = (in V8OpCall call) => call.Return(call.GetValue(0));
        Assert.Equal("true", isolate.Evaluate("const o = {}; String(host.custom(o) === o)"));
    }

    [Fact]
    public void InvokeOp_MoreThanSixteen_FirstSixteenArrive()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = (in V8OpCall call) => call.Return(call.ArgumentCount);
        Assert.Equal("16", isolate.Evaluate("host.custom(...Array(40).fill(1))"));
    }

    [Theory]
    [InlineData("1", "a string")]
    [InlineData("undefined", "a string")]
    [InlineData("{ toString() { return 'x'; } }", "a string")]
    public void GetString_OtherKind_IsATypeError(string argument, string wanted) =>
        AssertRefused(static (in V8OpCall call) => call.GetString(0), argument, wanted);

    [Theory]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("'1'")]
    [InlineData("-0")]
    public void GetInt32_OtherKind_IsATypeError(string argument) => AssertRefused(static (in V8OpCall call) => call.GetInt32(0), argument, "an integer");

    [Theory]
    [InlineData("'1'")]
    [InlineData("1n")]
    public void GetDouble_OtherKind_IsATypeError(string argument) => AssertRefused(static (in V8OpCall call) => call.GetDouble(0), argument, "a number");

    [Theory]
    [InlineData("0")]
    [InlineData("'true'")]
    public void GetBoolean_OtherKind_IsATypeError(string argument) => AssertRefused(static (in V8OpCall call) => call.GetBoolean(0), argument, "a boolean");

    [Theory]
    [InlineData("[1]")]
    [InlineData("'AQ=='")]
    public void GetBytes_OtherKind_IsATypeError(string argument) => AssertRefused(static (in V8OpCall call) => call.GetBytes(0), argument, "bytes");

    private static void AssertRefused(OpBody body, string argument, string wanted)
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = body;
        var thrown = isolate.Throws($"host.custom({argument})");
        Assert.Equal("TypeError", thrown.Name);
        Assert.Equal($"Argument 1 must be {wanted}.", thrown.Message);
    }
}
