using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Errors;

public class ThrownValuesTests
{
    // Things to throw that count in `ran` whenever their code runs.
    public static TheoryData<string> Traps =>
    [
        "({ get message() { ran++; }, get name() { ran++; }, get stack() { ran++; }, toString() { ran++; return ''; }, [Symbol.toPrimitive]() { ran++; return ''; } })",
        "({ get [Symbol.toStringTag]() { ran++; throw 1; }, get constructor() { ran++; throw 1; } })",
        "Object.defineProperties(new Error('m'), { message: { get() { ran++; throw 1; } }, name: { get() { ran++; throw 1; } }, stack: { get() { ran++; throw 1; } }, cause: { get() { ran++; throw 1; } } })",
        "new Proxy({}, new Proxy({}, { get() { ran++; throw 1; } }))",
        "new Proxy(new Error('m'), new Proxy({}, { get() { ran++; throw 1; } }))",
        "new Proxy(function () {}, new Proxy({}, { get() { ran++; throw 1; } }))",
        "Object.setPrototypeOf(new Error('m'), new Proxy({}, new Proxy({}, { get() { ran++; throw 1; } })))",
        "Object.create(new Proxy({}, new Proxy({}, { get() { ran++; throw 1; } })))",
        "class X { static get name() { ran++; throw 1; } static toString() { ran++; throw 1; } }",
        "new (class extends Error { get name() { ran++; throw 1; } get message() { ran++; throw 1; } toString() { ran++; throw 1; } })()",
        "Object.assign(new Error('m'), { message: { toString() { ran++; throw 1; } }, name: { toString() { ran++; throw 1; } } })",
        "(Object.defineProperty(Error.prototype, 'name', { get() { ran++; throw 1; } }), new Error('m'))",
        "(Object.defineProperty(Error.prototype, 'toString', { value() { ran++; throw 1; } }), new Error('m'))",
        "(Object.defineProperty(Object.prototype, 'toString', { value() { ran++; throw 1; } }), {})",
        "(Object.defineProperty(Symbol.prototype, 'description', { get() { ran++; throw 1; } }), Symbol('s'))",
        "(String.prototype.toString = () => { ran++; }, new String('s'))",
        "(Error.prepareStackTrace = () => { ran++; throw 1; }, new Error('m'))",
        "(Error.prepareStackTrace = () => { ran++; for (;;); }, new Error('m'))",
        "(Object.defineProperty(Function.prototype, 'name', { get() { ran++; throw 1; } }), (() => { try { (() => { null.x; })(); } catch (e) { return e; } })())",
        "(Object.defineProperty(Error, 'stackTraceLimit', { get() { ran++; throw 1; } }), new Error('m'))",
        "[{ toString() { ran++; throw 1; } }]",
        "(Array.prototype.join = () => { ran++; }, [1, 2])",
        "(Object.defineProperty(Object.prototype, 'makeError', { get() { ran++; throw 1; } }), new Error('m'))",
    ];

    [Theory]
    [InlineData("42", "42")]
    [InlineData("'text'", "text")]
    [InlineData("null", "null")]
    [InlineData("undefined", "undefined")]
    [InlineData("true", "true")]
    [InlineData("10n", "10")]
    [InlineData("Symbol('s')", "Symbol(s)")]
    [InlineData("({})", "#<Object>")]
    [InlineData("''", "")]
    public void TakeException_NoError_IsNamedErrorWithItsText(string value, string message)
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws($"\nthrow {value}");
        Assert.Equal(("Error", message), (thrown.Name, thrown.Message));
        Assert.Equal((TestIsolate.ScriptName, 2), (thrown.ScriptName, thrown.Line));
    }

    [Theory]
    [MemberData(nameof(Traps))]
    public void TakeException_Trap_RunsNoTenantCode(string value)
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("globalThis.ran = 0");
        Assert.NotNull(isolate.Throws($"const trap = {value}; ran = 0; throw trap").Stack);
        Assert.Equal("0", isolate.Evaluate("ran"));
    }

    [Theory]
    [MemberData(nameof(Traps))]
    public void Describe_TrapGivenToAnOp_RunsNoTenantCode(string value)
    {
        using var isolate = new TestIsolate();
        V8Exception? described = null;
        isolate.Host.Custom = (in V8OpCall call) => described = call.Scope.Describe(call.GetValue(0));
        isolate.Evaluate($"globalThis.ran = 0; const trap = {value}; ran = 0; host.custom(trap)");
        Assert.NotNull(described);
        Assert.Equal("0", isolate.Evaluate("ran"));
    }

    [Theory]
    [MemberData(nameof(Traps))]
    public void TryTakeUnhandledRejection_Trap_RunsNoTenantCode(string value)
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate($"globalThis.ran = 0; const trap = {value}; ran = 0; Promise.reject(trap)");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.True(scope.TryTakeUnhandledRejection(out _));
        }

        Assert.Equal("0", isolate.Evaluate("ran"));
    }

    [Fact]
    public void Describe_ErrorGivenToAnOp_TellsWhereItWasMade()
    {
        using var isolate = new TestIsolate();
        V8Exception? described = null;
        isolate.Host.Custom = (in V8OpCall call) => described = call.Scope.Describe(call.GetValue(0));
        isolate.Evaluate("function make() {\n  return new RangeError('made');\n}\nconst e = make();\n\nhost.custom(e)");
        Assert.NotNull(described);
        Assert.Equal(("RangeError", "made", TestIsolate.ScriptName, 2), (described.Name, described.Message, described.ScriptName, described.Line));
        Assert.Equal("make", described.Frames[0].Function);
    }

    [Fact]
    public void Describe_StackReadBefore_IsTheSame()
    {
        using var isolate = new TestIsolate();
        V8Exception? described = null;
        isolate.Host.Custom = (in V8OpCall call) => described = call.Scope.Describe(call.GetValue(0));
        isolate.Evaluate("function make() {\n  return new RangeError('made');\n}\nconst e = make(); e.stack; e.stack = 'own';\nhost.custom(e)");
        Assert.Equal(2, described!.Line);
    }
}
