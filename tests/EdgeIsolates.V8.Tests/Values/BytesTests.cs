using System.Runtime.CompilerServices;
using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Values;

public class BytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Bytes_ThereAndBack_AreEqual(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Call(scope.Internal("identity"), out var same, scope.Bytes(bytes)));
        Assert.Equal(bytes, scope.GetBytes(same).ToArray());
    }

    [Fact]
    public void Bytes_InScript_AreAUint8ArrayCopy()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        byte[] bytes = [1, 2, 3];
        var value = scope.Bytes(bytes);
        bytes[0] = 9;
        Assert.Equal(V8Status.Ok, scope.Call(scope.Internal("kindOf"), out var kind, value));
        Assert.Equal("Uint8Array", scope.GetString(kind));
        Assert.Equal([1, 2, 3], scope.GetBytes(value).ToArray());
    }

    [Theory]
    [InlineData("new Uint8Array([1, 2, 3])")]
    [InlineData("new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4)")]
    [InlineData("new DataView(new Uint8Array([0, 1, 2, 3]).buffer, 1)")]
    [InlineData("new Uint8Array([1, 2, 3]).buffer")]
    public void GetBytes_BufferOrView_IsItsPart(string source)
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(source), out var value));
        Assert.Equal([1, 2, 3], scope.GetBytes(value).ToArray());
    }

    [Theory]
    [InlineData("[1, 2, 3]")]
    [InlineData("'text'")]
    [InlineData("new Uint8Array(0)")]
    public void GetBytes_NoBytes_IsEmpty(string source)
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(source), out var value));
        Assert.True(scope.GetBytes(value).IsEmpty);
    }

    [Fact]
    public void Bytes_OverBudget_DoNotExist()
    {
        using var isolate = TestIsolate.WithLimit(16);
        using var scope = isolate.Isolate.Enter();
        Assert.False(scope.Bytes(new byte[17 << 20]).Exists);
        Assert.True(scope.Bytes(new byte[1 << 20]).Exists);
    }

    [Fact]
    public void LendBytes_ScriptWrites_HostSees()
    {
        var memory = new byte[] { 1, 2, 3 };
        using var isolate = new TestIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("bytes => { bytes[0] = 7; return bytes[2]; }"), out var write));
            Assert.Equal(V8Status.Ok, scope.Call(write, out var last, scope.LendBytes(memory)));
            Assert.Equal(3, scope.GetNumber(last));
        }

        Assert.Equal(7, memory[0]);
    }

    [Fact]
    public void LendBytes_ScriptForgets_IsReleasedByCollection()
    {
        using var isolate = new TestIsolate();
        var lent = Lend(isolate, "bytes => { }");
        Assert.True(IsHeld(lent));
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.CollectGarbage());
            Assert.Equal(V8Status.Ok, scope.CollectGarbage());
        }

        Assert.False(IsHeld(lent));
    }

    [Fact]
    public void LendBytes_IsolateDisposed_IsReleased()
    {
        WeakReference lent;
        using (var isolate = new TestIsolate())
        {
            lent = Lend(isolate, "bytes => { globalThis.kept = bytes; }");
            Assert.True(IsHeld(lent));
        }

        Assert.False(IsHeld(lent));
    }

    [Fact]
    public void LendBytes_Empty_IsAnEmptyView()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        var value = scope.LendBytes(Memory<byte>.Empty);
        Assert.True(value.Exists);
        Assert.True(scope.GetBytes(value).IsEmpty);
    }

    // Memory that nothing but the script holds when this returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Lend(TestIsolate isolate, string receiver)
    {
        var memory = new byte[1000];
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(receiver), out var receive));
        Assert.Equal(V8Status.Ok, scope.Call(receive, out _, scope.LendBytes(memory)));
        return new WeakReference(memory);
    }

    private static bool IsHeld(WeakReference memory)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return memory.IsAlive;
    }
}
