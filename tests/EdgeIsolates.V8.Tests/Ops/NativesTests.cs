using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Ops;

public class NativesTests
{
    [Theory]
    [InlineData("native.utf8Encode('a\\u00E9\\u20AC\\u{1F600}').join()", "97,195,169,226,130,172,240,159,152,128")]
    [InlineData("native.utf8Encode('\\uD800').join()", "239,191,189")]
    [InlineData("native.utf8Encode('').length", "0")]
    [InlineData("const into = new Uint8Array(4); native.utf8EncodeInto('a\\u20ACb', into).join() + ':' + into", "2,4:97,226,130,172")]
    [InlineData("const into = new Uint8Array(3); native.utf8EncodeInto('ab\\u20AC', into).join() + ':' + into", "2,2:97,98,0")]
    [InlineData("native.utf8EncodeInto('\\u{1F600}x', new Uint8Array(10)).join()", "3,5")]
    [InlineData("native.utf8EncodeInto('x', new Uint8Array(0)).join()", "0,0")]
    [InlineData("native.utf8Decode(new Uint8Array([97, 255, 98]), false, false)", "a\uFFFDb")]
    [InlineData("native.utf8Decode(new Uint8Array([0xEF, 0xBB, 0xBF, 97]), true, false)", "a")]
    [InlineData("native.utf8Decode(new Uint8Array([0xEF, 0xBB, 0xBF, 97]), true, true)", "\uFEFFa")]
    [InlineData("native.utf8Decode(new Uint8Array([0xE2, 0x82]), false, false)", "\uFFFD")]
    [InlineData("native.utf8Decode(new Uint8Array([0xF0, 0x80, 0x80, 0x80]), false, false).length", "4")]
    [InlineData("native.utf8Decode(new Uint8Array([0xED, 0xA0, 0x80]), false, false).length", "3")]
    [InlineData("native.utf8Decode(new ArrayBuffer(0), true, false)", "")]
    [InlineData("native.latin1Decode(new Uint8Array([97, 233, 255, 0]))", "a\u00E9\u00FF\0")]
    [InlineData("native.isProxy(new Proxy({}, {})) + ' ' + native.isProxy({})", "true false")]
    [InlineData("native.promiseState(Promise.resolve(7)).join()", "1,7")]
    [InlineData("native.promiseState(new Promise(() => {})).join()", "0,")]
    [InlineData("native.currentRequest()", "0")]
    public void Native_Call_Answers(string source, string expected)
    {
        using var isolate = new TestIsolate();
        Assert.Equal(expected, isolate.Evaluate(source));
    }

    [Theory]
    [InlineData("native.utf8Encode(1)")]
    [InlineData("native.utf8EncodeInto('a', [])")]
    [InlineData("native.utf8Decode('text')")]
    [InlineData("native.utf8Decode(new Uint8Array([255]), true)")]
    [InlineData("native.utf8Decode(new Uint8Array([0xED, 0xA0, 0x80]), true)")]
    [InlineData("native.utf8Decode(new Uint8Array([0xC0, 0x80]), true)")]
    [InlineData("native.utf8Decode(new Uint8Array([0xF4, 0x90, 0x80, 0x80]), true)")]
    [InlineData("native.latin1Decode()")]
    [InlineData("native.promiseState({})")]
    [InlineData("new native.isProxy({})")]
    public void Native_WrongUse_IsATypeError(string source)
    {
        using var isolate = new TestIsolate();
        Assert.Equal("TypeError", isolate.Throws(source).Name);
    }

    [Fact]
    public void MarkHandled_RejectedPromise_IsNotReported()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("const p = Promise.reject(1); native.markHandled(p)"), out _));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.False(scope.TryTakeUnhandledRejection(out _));
    }

    [Fact]
    public void Utf8Encode_OverBudget_IsARangeError()
    {
        using var isolate = TestIsolate.WithLimit(16);
        Assert.Equal("RangeError", isolate.Throws("native.utf8Encode('\\u20AC'.repeat(7e6))").Name);
    }
}
