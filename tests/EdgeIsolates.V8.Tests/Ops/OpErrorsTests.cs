using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Ops;

public class OpErrorsTests
{
    [Theory]
    [InlineData(V8ErrorClass.Error, "Error")]
    [InlineData(V8ErrorClass.TypeError, "TypeError")]
    [InlineData(V8ErrorClass.RangeError, "RangeError")]
    [InlineData(V8ErrorClass.SyntaxError, "SyntaxError")]
    [InlineData(V8ErrorClass.ReferenceError, "ReferenceError")]
    public void InvokeOp_ThrowsClass_ScriptSeesIt(V8ErrorClass errorClass, string name)
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = (in V8OpCall call) => throw new V8OpException(errorClass, "what \u4F60");
        Assert.Equal($"{name}: what \u4F60 true", isolate.Evaluate($"try {{ host.custom() }} catch (e) {{ `${{e}} ${{e instanceof {name}}}` }}"));
    }

    [Fact]
    public void InvokeOp_ThrowsNamed_SnapshotMakesIt()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) => throw new V8OpException("QuotaExceededError", "full");
        Assert.Equal("QuotaExceededError: full", isolate.Evaluate("try { host.custom() } catch (e) { String(e) }"));
    }

    [Fact]
    public void InvokeOp_ThrowsNamedWithoutMaker_IsAnError()
    {
        using var snapshot = V8Snapshot.Create([new V8Script("edge:bare.js", "globalThis.op = internals.ops.op_test_custom")], ["", "", "", "op_test_custom"]);
        using var isolate = new TestIsolate(snapshot: snapshot);
        isolate.Host.Custom = static (in V8OpCall call) => throw new V8OpException("QuotaExceededError", "full");
        Assert.Equal("Error: full", isolate.Evaluate("try { op() } catch (e) { String(e) }"));
    }

    [Fact]
    public void InvokeOp_ThrowsPlainException_TellsNothingOfTheHost()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) => throw new InvalidOperationException("password=1234");
        var told = isolate.Evaluate("try { host.custom() } catch (e) { `${e} ${e.stack}` }");
        Assert.Contains("The host failed to carry out this operation.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", told, StringComparison.Ordinal);
    }

    [Fact]
    public void InvokeOp_Throws_IsCatchableAndTheIsolateGoesOn()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) => throw new V8OpException(V8ErrorClass.Error, "again");
        Assert.Equal("100", isolate.Evaluate("let n = 0; for (let i = 0; i < 100; i++) try { host.custom() } catch { n++ } n"));
    }

    [Fact]
    public void InvokeOp_NotCaught_PointsIntoTheTenantsSource()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) => throw new V8OpException(V8ErrorClass.TypeError, "bad");
        var thrown = isolate.Throws("\n  host.custom();");
        Assert.Equal(TestIsolate.ScriptName, thrown.ScriptName);
        Assert.Equal(2, thrown.Line);
        Assert.All(thrown.Frames, frame => Assert.Equal(TestIsolate.ScriptName, frame.Script));
    }
}
