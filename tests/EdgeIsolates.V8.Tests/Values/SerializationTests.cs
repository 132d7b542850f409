using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Values;

public class SerializationTests
{
    [Theory]
    [InlineData("({ a: 1, b: ['x', null, undefined], c: { d: true } })", "JSON.stringify(value)", "{\"a\":1,\"b\":[\"x\",null,null],\"c\":{\"d\":true}}")]
    [InlineData("new Map([['k', new Set([1, 2])]])", "[...value.get('k')].join()", "1,2")]
    [InlineData("new Date(86400000)", "value.toISOString()", "1970-01-02T00:00:00.000Z")]
    [InlineData("(() => { const o = { n: 1 }; o.self = o; return o; })()", "String(value.self === value)", "true")]
    [InlineData("new Uint16Array([1, 65535])", "`${value.constructor.name} ${value}`", "Uint16Array 1,65535")]
    [InlineData("10n ** 40n", "String(value)", "10000000000000000000000000000000000000000")]
    [InlineData("new RangeError('over')", "`${value.name} ${value.message} ${value instanceof RangeError}`", "RangeError over true")]
    [InlineData("/a.b/gi", "String(value)", "/a.b/gi")]
    [InlineData("'\\uD800 \\u4F60'", "[...value].map(c => c.charCodeAt().toString(16)).join()", "d800,20,4f60")]
    public void Serialize_ToAnotherIsolate_ArrivesEqual(string source, string look, string expected)
    {
        using var sender = new TestIsolate();
        using var receiver = new TestIsolate();
        byte[] bytes;
        using (var scope = sender.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(source), out var value));
            Assert.Equal(V8Status.Ok, scope.Serialize(value, out bytes));
        }

        using (var scope = receiver.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Deserialize(bytes, out var clone));
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script($"value => {look}"), out var reader));
            Assert.Equal(V8Status.Ok, scope.Call(reader, out var text, clone));
            Assert.Equal(expected, scope.GetString(text));
        }
    }

    [Theory]
    [InlineData("() => 1")]
    [InlineData("Symbol('s')")]
    [InlineData("({ deep: [() => 1] })")]
    [InlineData("new WeakMap()")]
    [InlineData("Promise.resolve()")]
    [InlineData("new Proxy({}, {})")]
    public void Serialize_Uncloneable_IsADataCloneError(string source)
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(source), out var value));
        Assert.Equal(V8Status.Exception, scope.Serialize(value, out var bytes));
        Assert.Empty(bytes);
        Assert.Equal("DataCloneError", scope.TakeException().Name);
    }

    [Fact]
    public void Serialize_GetterThrows_PassesItOn()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("({ get a() { throw new RangeError('mine'); } })"), out var value));
        Assert.Equal(V8Status.Exception, scope.Serialize(value, out _));
        Assert.Equal("mine", scope.TakeException().Message);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3, 4 })]
    [InlineData(new byte[] { 0xFF, 0x0F, 0x6F, 0x22 })]
    public void Deserialize_Garbage_IsAnException(byte[] bytes)
    {
        using var isolate = new TestIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Exception, scope.Deserialize(bytes, out _));
        }

        Assert.Equal("2", isolate.Evaluate("1 + 1"));
    }

    [Fact]
    public void TwinBuffer_ThenDetached_MovesTheMemory()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "0 3 7",
            isolate.Evaluate("const a = new Uint8Array([7, 8, 9]), b = new Uint8Array(native.twinBuffer(a.buffer)); native.detachBuffer(a.buffer); `${a.byteLength} ${b.byteLength} ${b[0]}`"));
    }

    [Fact]
    public void TwinBuffer_Detached_IsUndefined()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("true", isolate.Evaluate("const b = new ArrayBuffer(1); native.detachBuffer(b); native.twinBuffer(b) === undefined && native.twinBuffer({}) === undefined"));
    }
}
