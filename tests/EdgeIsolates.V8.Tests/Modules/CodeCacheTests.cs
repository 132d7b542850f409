using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Modules;

public class CodeCacheTests
{
    private const string Source = """
        export function fetch(n) { const inner = x => x * 2; return inner(n); }
        globalThis.answer = () => fetch(21);
        """;

    [Fact]
    public void CreateCodeCache_AfterExecution_HoldsTheFunctionsThatRan()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script(Source)]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        var linked = scope.CreateCodeCache(TestIsolate.ScriptName);
        Assert.Equal(V8Status.Ok, scope.EvaluateModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Ok, scope.Call(scope.Internal("global"), out var answer, scope.String("answer")));
        Assert.Equal(V8Status.Ok, scope.Call(answer, out _));
        var run = scope.CreateCodeCache(TestIsolate.ScriptName);
        Assert.NotEmpty(linked);
        Assert.True(run.Length > linked.Length, $"{run.Length} after, {linked.Length} before");
    }

    [Fact]
    public void GetCodeCacheStatus_SameSourceInAnotherIsolate_IsAccepted() => Assert.Equal((V8CodeCacheStatus.Accepted, "42"), Use(Source, CacheOf(Source)));

    [Fact]
    public void GetCodeCacheStatus_NoCache_IsNone() => Assert.Equal((V8CodeCacheStatus.None, "42"), Use(Source, []));

    [Fact]
    public void GetCodeCacheStatus_OtherSource_IsRejectedAndCompiled() =>
        Assert.Equal((V8CodeCacheStatus.Rejected, "43"), Use(Source.Replace("fetch(21)", "fetch(21) + 1", StringComparison.Ordinal), CacheOf(Source)));

    [Fact]
    public void GetCodeCacheStatus_Garbage_IsRejectedAndCompiled() => Assert.Equal((V8CodeCacheStatus.Rejected, "42"), Use(Source, [1, 2, 3]));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    public void GetCodeCacheStatus_CorruptedHeader_IsRejectedAndCompiled(int at)
    {
        var cache = CacheOf(Source);
        cache[at] ^= 0xFF;
        Assert.Equal((V8CodeCacheStatus.Rejected, "42"), Use(Source, cache));
    }

    [Fact]
    public void GetCodeCacheStatus_CutShort_IsRejectedAndCompiled() => Assert.Equal((V8CodeCacheStatus.Rejected, "42"), Use(Source, CacheOf(Source)[..^8]));

    [Fact]
    public void Evaluate_ClassicScriptWithCache_IsAccepted()
    {
        const string Classic = "function f() { return 7; } f()";
        byte[] cache;
        using (var isolate = new TestIsolate())
        {
            isolate.Evaluate(Classic);
            using var scope = isolate.Isolate.Enter();
            cache = scope.CreateCodeCache(TestIsolate.ScriptName);
        }

        using (var isolate = new TestIsolate())
        {
            using var scope = isolate.Isolate.Enter();
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(Classic, codeCache: cache), out var seven));
            Assert.Equal(7, scope.GetNumber(seven));
            Assert.Equal(V8CodeCacheStatus.Accepted, scope.GetCodeCacheStatus(TestIsolate.ScriptName));
        }
    }

    [Fact]
    public void CreateCodeCache_UnknownOrNotJavaScript_IsEmpty()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("import './dep'"), new V8Module("dep", V8ModuleKind.Text, "t"u8.ToArray())]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        Assert.Empty(scope.CreateCodeCache("dep"));
        Assert.Empty(scope.CreateCodeCache("absent"));
        Assert.Equal(V8CodeCacheStatus.None, scope.GetCodeCacheStatus("absent"));
    }

    private static byte[] CacheOf(string source)
    {
        using var isolate = new TestIsolate();
        isolate.RunModules((TestIsolate.ScriptName, source));
        using var scope = isolate.Isolate.Enter();
        return scope.CreateCodeCache(TestIsolate.ScriptName);
    }

    private static (V8CodeCacheStatus Status, string Answer) Use(string source, byte[] cache)
    {
        using var isolate = new TestIsolate();
        var answer = isolate.RunModules(TestIsolate.Script(source, codeCache: cache));
        using var scope = isolate.Isolate.Enter();
        return (scope.GetCodeCacheStatus(TestIsolate.ScriptName), answer);
    }
}
