using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Snapshots;

public class SnapshotTests
{
    [Fact]
    public void Create_SeveralScripts_RunsThemInOrderOverOneInternals()
    {
        using var snapshot = V8Snapshot.Create(
            [
                new V8Script("edge:first.js", "internals.words = ['first'];"),
                new V8Script("edge:second.js", "internals.words.push('second'); globalThis.words = internals.words.join(' ');"),
            ],
            []);
        using var isolate = new TestIsolate(snapshot: snapshot);
        Assert.Equal("first second", isolate.Evaluate("words"));
        Assert.True(snapshot.SizeInBytes > 0);
    }

    [Fact]
    public void Create_SourceOutsideAscii_MeansTheSame()
    {
        using var snapshot = V8Snapshot.Create(
            [new V8Script("edge:text.js", "const größe = 'ä…𝒳'; globalThis.text = `${größe} é ${/^…$/.test('…')} ${größe.length}`; // Öl")],
            []);
        using var isolate = new TestIsolate(snapshot: snapshot);
        Assert.Equal("ä…𝒳 é true 4", isolate.Evaluate("text"));
    }

    // Functions keep their source outside of the heap.
    [Fact]
    public void Create_FunctionCompiledOnFirstCall_WorksInEveryIsolateAndAfterTheSnapshotIsDisposed()
    {
        var snapshot = V8Snapshot.Create([new V8Script("edge:late.js", "globalThis.late = function (value) { return 'late ' + value; };")], []);
        using var first = new TestIsolate(snapshot: snapshot);
        using var second = new TestIsolate(snapshot: snapshot);
        snapshot.Dispose();
        Assert.Equal("late 1", first.Evaluate("late(1)"));
        GC.Collect();
        Assert.Equal("late 2", second.Evaluate("late(2)"));
        Assert.Contains("return 'late '", second.Evaluate("late.toString()"), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ScriptThrows_NamesFileLineAndMessage()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            V8Snapshot.Create([new V8Script("edge:good.js", "1"), new V8Script("edge:broken.js", "let a = 1;\n\nnull.missing();")], []));
        Assert.Contains("edge:broken.js:3", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("TypeError", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ScriptDoesNotCompile_NamesFileAndLine()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => V8Snapshot.Create([new V8Script("edge:typo.js", "let a = 1;\nlet a b;")], []));
        Assert.Contains("edge:typo.js:2", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("SyntaxError", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ScriptCallsOp_IsRefused()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            V8Snapshot.Create([new V8Script("edge:eager.js", "internals.ops.op_test_early();")], ["op_test_early"]));
        Assert.Contains("edge:eager.js:1", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("while the snapshot is made", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_AfterAFault_Succeeds()
    {
        Assert.Throws<InvalidOperationException>(() => V8Snapshot.Create([new V8Script("edge:broken.js", "throw 1")], []));
        using var snapshot = V8Snapshot.Create([new V8Script("edge:good.js", "globalThis.good = true")], []);
        using var isolate = new TestIsolate(snapshot: snapshot);
        Assert.Equal("true", isolate.Evaluate("good"));
    }

    [Fact]
    public void Create_NoScripts_GivesPlainIsolates()
    {
        using var snapshot = V8Snapshot.Create([], []);
        using var isolate = new TestIsolate(snapshot: snapshot);
        Assert.Equal("undefined", isolate.Evaluate("typeof host"));
    }

    [Fact]
    public void Isolate_SnapshotDisposed_GoesOn()
    {
        var snapshot = V8Snapshot.Create([new V8Script("edge:one.js", "globalThis.lazy = () => class { static #secret = 7; static read() { return this.#secret; } }")], []);
        using var isolate = new TestIsolate(snapshot: snapshot);
        snapshot.Dispose();
        Assert.Equal("7", isolate.Evaluate("lazy().read()"));
    }

    [Fact]
    public void Isolates_OfOneSnapshot_ShareNothing()
    {
        using var first = new TestIsolate();
        using var second = new TestIsolate();
        first.Evaluate("Array.prototype.tampered = true; globalThis.mine = 1; host.record = null");
        Assert.Equal("undefined undefined function", second.Evaluate("`${typeof mine} ${typeof [].tampered} ${typeof host.record}`"));
    }

    [Fact]
    public void Internals_FromTenantCode_AreNotReachable()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("undefined", isolate.Evaluate("typeof internals"));
    }
}
