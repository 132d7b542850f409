using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Ops;

public class OpResultsTests
{
    [Fact]
    public void Return_Nothing_IsUndefined() => AssertReturns(static (in V8OpCall call) => { }, "undefined undefined");

    [Fact]
    public void Return_String_Arrives() => AssertReturns(static (in V8OpCall call) => call.Return("t\u4F60\0"), "string t\u4F60\0");

    [Fact]
    public void Return_NullString_IsNull() => AssertReturns(static (in V8OpCall call) => call.Return((string?)null), "object null");

    [Fact]
    public void Return_Int32_Arrives() => AssertReturns(static (in V8OpCall call) => call.Return(-3), "number -3");

    [Fact]
    public void Return_Double_Arrives() => AssertReturns(static (in V8OpCall call) => call.Return(0.25), "number 0.25");

    [Fact]
    public void Return_Boolean_Arrives() => AssertReturns(static (in V8OpCall call) => call.Return(true), "boolean true");

    [Fact]
    public void Return_Bytes_IsAUint8Array() => AssertReturns(static (in V8OpCall call) => call.Return((ReadOnlySpan<byte>)[1, 2]), "object 1,2");

    [Fact]
    public void Return_NoBytes_IsAnEmptyUint8Array() =>
        AssertReturns(static (in V8OpCall call) => call.Return(ReadOnlySpan<byte>.Empty), "object ");

    [Fact]
    public void Return_BytesOverBudget_IsARangeError()
    {
        using var isolate = TestIsolate.WithLimit(16);
        isolate.Host.Custom = static (in V8OpCall call) => call.Return(new ReadOnlySpan<byte>(new byte[20 << 20]));
        Assert.Equal("RangeError", isolate.Throws("host.custom()").Name);
    }

    [Fact]
    public void InvokeOp_CallsBackIntoScript_SeesItsAnswerAndItsException()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) =>
        {
            var status = call.Scope.Call(call.GetValue(0), out var result, call.Scope.Int32(20));
            call.Return(status == V8Status.Ok ? TestIsolate.TextOf(call.Scope, result) : $"{status} {call.Scope.TakeException()}");
        };
        Assert.Equal("21", isolate.Evaluate("host.custom(n => n + 1)"));
        Assert.Equal("Exception RangeError: low", isolate.Evaluate("host.custom(() => { throw new RangeError('low'); })"));
    }

    [Fact]
    public void InvokeOp_NestedEntry_StaysInTheSameScope()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = (in V8OpCall call) =>
        {
            using var scope = isolate.Isolate.Enter();
            call.Return(scope.String("nested"));
        };
        Assert.Equal("nested again", isolate.Evaluate("host.custom() + ' again'"));
    }

    private static void AssertReturns(OpBody body, string expected)
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = body;
        Assert.Equal(expected, isolate.Evaluate("const value = host.custom(); typeof value + ' ' + value"));
    }
}
