using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Policies;

public class EvalPolicyTests
{
    public static TheoryData<string> Evals =>
    [
        "eval('1 + 1')",
        "(0, eval)('1 + 1')",
        "new Function('return 2')()",
        "Function('return 2')()",
        "(() => {}).constructor('return 2')()",
        "Object.getPrototypeOf(async () => {}).constructor('return 2')().constructor === Promise ? 2 : 0",
        "Object.getPrototypeOf(function* () {}).constructor('yield 2')().next().value",
        "Reflect.construct(Function, ['return 2'])()",
    ];

    [Theory]
    [MemberData(nameof(Evals))]
    public void Run_NotAllowed_IsAnEvalError(string source)
    {
        using var isolate = new TestIsolate();
        Assert.Equal("EvalError", isolate.Throws(source).Name);
    }

    [Theory]
    [MemberData(nameof(Evals))]
    public void Run_Allowed_Works(string source)
    {
        using var isolate = new TestIsolate(new V8IsolateOptions { AllowCodeGenerationFromStrings = true });
        Assert.Equal("2", isolate.Evaluate(source));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SetLimits_Policy_IsTheTenants(bool allowed)
    {
        using var isolate = new TestIsolate(new V8IsolateOptions { AllowCodeGenerationFromStrings = !allowed });
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.SetLimits(new V8IsolateOptions { AllowCodeGenerationFromStrings = allowed }));
        }

        Assert.Equal(allowed ? V8Status.Ok : V8Status.Exception, isolate.Run("eval('1')"));
    }

    [Fact]
    public void Eval_NotAString_IsReturnedAsItIs()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("5", isolate.Evaluate("eval(5)"));
    }

    [Fact]
    public void WebAssembly_EvalNotAllowed_StillWorks()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("true", isolate.Evaluate($"WebAssembly.validate({Wasm.Literal(Wasm.Answer)})"));
        Assert.Equal("42", isolate.Evaluate($"new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.Answer)})).exports.f()"));
    }
}
