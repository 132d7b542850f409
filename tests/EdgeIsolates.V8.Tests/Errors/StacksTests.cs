using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Errors;

public class StacksTests
{
    [Fact]
    public void TakeException_NestedCalls_TellsFramesInnermostFirst()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws("function inner() {\n  throw new TypeError('deep');\n}\nfunction outer() { inner(); }\nouter();");
        Assert.Equal(("TypeError", "deep", TestIsolate.ScriptName, 2), (thrown.Name, thrown.Message, thrown.ScriptName, thrown.Line));
        Assert.Equal("  throw new TypeError('deep');", thrown.SourceLine);
        Assert.Equal(
            [
                new V8StackFrame("inner", TestIsolate.ScriptName, 2, 9),
                new V8StackFrame("outer", TestIsolate.ScriptName, 4, 20),
                new V8StackFrame(string.Empty, TestIsolate.ScriptName, 5, 1),
            ],
            thrown.Frames);
    }

    [Fact]
    public void Stack_Exception_ReadsLikeJavaScript()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("RangeError: no\n    at f (main.js:1:22)\n    at main.js:1:46", isolate.Throws("function f() { throw new RangeError('no'); } f()").Stack);
    }

    [Fact]
    public void TakeException_CallThroughSnapshotScript_HidesItsFrames()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) =>
        {
            if (call.Scope.Call(call.GetValue(0), out _) == V8Status.Exception)
            {
                throw new V8OpException(V8ErrorClass.Error, call.Scope.TakeException().Stack);
            }
        };
        var thrown = isolate.Throws("function bad() { null.x; }\nhost.custom(bad)");
        Assert.DoesNotContain("edge:", thrown.Stack, StringComparison.Ordinal);
        Assert.Contains("at bad (main.js:1:23)", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(2, thrown.Line);
    }

    [Fact]
    public void TakeException_ThrownInsideSnapshotScript_PointsToTheCaller()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws("\nfunction use() {\n  host.record(Symbol.iterator + '');\n}\nuse()");
        Assert.Equal(3, thrown.Line);
        thrown = isolate.Throws("\n\n  host.record({ toString: null, valueOf: null });");
        Assert.Equal((TestIsolate.ScriptName, 3), (thrown.ScriptName, thrown.Line));
    }

    [Fact]
    public void TakeException_AfterAwait_KeepsThePlace()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("async function f() {\n  await null;\n  throw new RangeError('late');\n}\nf()"), out _));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.True(scope.TryTakeUnhandledRejection(out var rejection));
        Assert.Equal((TestIsolate.ScriptName, 3), (rejection.Exception.ScriptName, rejection.Exception.Line));
    }

    [Fact]
    public void TakeException_VeryDeepStack_IsCut()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws("function f(n) { if (n === 0) throw new Error('deep'); f(n - 1); } f(1000)");
        Assert.InRange(thrown.Frames.Count, 5, 16);
    }

    [Fact]
    public void TakeException_VeryLongMessage_IsCut()
    {
        using var isolate = new TestIsolate();
        Assert.InRange(isolate.Throws("throw new Error('x'.repeat(1e6))").Message.Length, 100, 16 * 1024);
    }

    [Theory]
    [InlineData("class MyError extends Error { constructor(m) { super(m); this.name = 'MyError'; } } throw new MyError('m')", "MyError", "m")]
    [InlineData("class Failure extends Error {} Failure.prototype.name = 'Failure'; throw new Failure('m')", "Failure", "m")]
    [InlineData("throw new Error('')", "Error", "")]
    [InlineData("throw new TypeError", "TypeError", "")]
    [InlineData("throw new Error('Uncaught TypeError: nested')", "Error", "Uncaught TypeError: nested")]
    [InlineData("throw new AggregateError([1], 'many')", "AggregateError", "many")]
    [InlineData("const e = new Error('m'); e.name = 'AbortError'; throw e", "AbortError", "m")]
    [InlineData("const e = new Error('line one\\nline two'); throw e", "Error", "line one\nline two")]
    [InlineData("undefinedName", "ReferenceError", "undefinedName is not defined")]
    public void TakeException_ErrorClass_TellsNameAndMessage(string source, string name, string message)
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws(source);
        Assert.Equal((name, message), (thrown.Name, thrown.Message));
    }
}
