using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Policies;

public class AtomicsTests
{
    [Fact]
    public void Wait_Always_IsATypeError()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("TypeError", isolate.Throws("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)").Name);
    }

    [Fact]
    public void WaitAsync_IsolateDisposed_IsHarmless()
    {
        using (var isolate = new TestIsolate())
        {
            isolate.Run("Atomics.waitAsync?.(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)");
        }

        using var next = new TestIsolate();
        Assert.Equal("1", next.Evaluate("1"));
    }

    [Fact]
    public void AddAndLoad_SharedMemory_Work()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("5", isolate.Evaluate("const cells = new Int32Array(new SharedArrayBuffer(4)); Atomics.add(cells, 0, 5); Atomics.load(cells, 0)"));
    }
}
