using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Modules;

public class ClassicScriptsTests
{
    [Fact]
    public void Evaluate_Script_GivesItsLastValue()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("3", isolate.Evaluate("1; 2; 3"));
    }

    [Fact]
    public void Evaluate_Declarations_LiveOnInTheGlobalScope()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("var a = 1; let b = 2; function c() { return 3; }");
        Assert.Equal("1 2 3 number undefined", isolate.Evaluate("`${a} ${b} ${c()} ${typeof globalThis.a} ${typeof globalThis.b}`"));
    }

    [Fact]
    public void Evaluate_SecondScriptRedeclaresLet_IsASyntaxError()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("let once = 1");
        Assert.Equal("SyntaxError", isolate.Throws("let once = 2").Name);
    }

    [Fact]
    public void Evaluate_NotUtf8_ReplacesWhatIsNot()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(new V8Module("bytes.js", V8ModuleKind.JavaScript, new byte[] { 0x27, 0xFF, 0x27 }), out var text));
        Assert.Equal("\uFFFD", scope.GetString(text));
    }

    [Fact]
    public void Evaluate_ByteOrderMark_IsWhiteSpace()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("5", isolate.Evaluate("\uFEFF5"));
    }

    [Fact]
    public void Evaluate_Microtasks_WaitForTheHost()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("globalThis.ran = false; Promise.resolve().then(() => { ran = true })"), out _));
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("ran", "look.js"), out var before));
        Assert.False(scope.GetBoolean(before));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("ran", "look.js"), out var after));
        Assert.True(scope.GetBoolean(after));
    }
}
