using System.Text.Json;
using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class HeapSnapshotTests
{
    [Fact]
    public void WriteHeapSnapshot_Isolate_IsJsonThatNamesItsObjects()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("class VeryOwnClass { constructor() { this.text = 'very own text'; } } globalThis.kept = new VeryOwnClass()");
        using var stream = new MemoryStream();
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.WriteHeapSnapshot(stream));
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        Assert.True(document.RootElement.GetProperty("snapshot").GetProperty("node_count").GetInt32() > 1000);
        Assert.Contains(document.RootElement.GetProperty("strings").EnumerateArray(), text => text.GetString() == "VeryOwnClass");
        Assert.Equal("very own text", isolate.Evaluate("kept.text"));
    }

    [Fact]
    public void WriteHeapSnapshot_StreamFails_ThrowsAndTheIsolateGoesOn()
    {
        using var isolate = new TestIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.True(Fails(in scope));
        }

        Assert.Equal("2", isolate.Evaluate("1 + 1"));

        static bool Fails(in V8Scope scope)
        {
            try
            {
                scope.WriteHeapSnapshot(new MemoryStream(new byte[100]));
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }
}
