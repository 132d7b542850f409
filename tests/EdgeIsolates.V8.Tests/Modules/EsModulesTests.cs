using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Modules;

public class EsModulesTests
{
    [Fact]
    public void EvaluateModule_Exports_AreInTheNamespace()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("default 1 named 2", isolate.RunModules(("main.js", "export default 'default 1'; export const named = 'named 2'; globalThis.answer = ns => `${ns.default} ${ns.named}`")));
    }

    [Fact]
    public void EvaluateModule_StaticImports_RunOnceInOrder()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "c,b,a",
            isolate.RunModules(
                ("main.js", "import './lib/b.js'; import { c } from './lib/c.js'; order.push('a'); globalThis.answer = () => order.join()"),
                ("lib/b.js", "import { c } from './c.js'; order.push('b')"),
                ("lib/c.js", "globalThis.order = ['c']; export const c = 1")));
    }

    [Theory]
    [InlineData("./dep.js", "lib/dep.js")]
    [InlineData("../dep.js", "dep.js")]
    [InlineData("../../dep.js", "dep.js")]
    [InlineData("./a/.././b//dep.js", "lib/b/dep.js")]
    [InlineData("dep", "dep")]
    [InlineData("node:fs", "node:fs")]
    public void EvaluateModule_Specifier_IsResolvedAgainstTheImporter(string specifier, string name)
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "found",
            isolate.RunModules(
                ("main.js", "import './lib/user.js'; globalThis.answer = () => found"),
                ("lib/user.js", $"import found from '{specifier}'; globalThis.found = found"),
                (name, "export default 'found'")));
    }

    [Fact]
    public void EvaluateModule_Cycle_SeesLiveBindings()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "1 2",
            isolate.RunModules(
                ("main.js", "import { b, readA } from './b.js'; export let a = 1; globalThis.answer = () => `${readA()} ${b}`"),
                ("b.js", "import { a } from './main.js'; export const b = 2; export const readA = () => a")));
    }

    [Fact]
    public void LinkModule_MissingImport_NamesBothModules()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.LinkFails(("main.js", "import './lib/user.js'"), ("lib/user.js", "import './absent.js'"));
        Assert.Equal("TypeError", thrown.Name);
        Assert.Equal("Cannot find module './absent.js' imported from 'lib/user.js': it is not among the modules of this deployment.", thrown.Message);
    }

    [Fact]
    public void LinkModule_MissingExport_IsASyntaxErrorThatPointsToTheImport()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.LinkFails(("main.js", "\nimport { absent } from './dep.js'"), ("dep.js", "export const present = 1"));
        Assert.Equal("SyntaxError", thrown.Name);
        Assert.Contains("absent", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(("main.js", 2), (thrown.ScriptName, thrown.Line));
    }

    [Fact]
    public void LinkModule_UnknownName_SaysSo()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Exception, scope.LinkModule("absent.js", out _));
        Assert.Contains("absent.js", scope.TakeException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddModules_SameNameTwice_IsInvalid()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Invalid, scope.AddModules([TestIsolate.Script("1"), TestIsolate.Script("2")]));
    }

    [Fact]
    public void EvaluateModule_NotLinked_SaysSo()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("1")]));
        Assert.Equal(V8Status.Exception, scope.EvaluateModule(TestIsolate.ScriptName, out _));
        Assert.Contains("not linked", scope.TakeException().Message, StringComparison.Ordinal);
        Assert.Equal(V8Status.Invalid, scope.GetNamespace(TestIsolate.ScriptName, out _));
    }

    [Fact]
    public void EvaluateModule_ImportMeta_TellsItsUrl()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "file:///main.js file:///lib/dep.js",
            isolate.RunModules(
                ("main.js", "import url from './lib/dep.js'; globalThis.answer = () => `${import.meta.url} ${url}`"),
                ("lib/dep.js", "export default import.meta.url")));
    }

    [Fact]
    public void EvaluateModule_TopLevelAwait_SettlesWithTheHost()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("export const value = await host.promise()")]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Ok, scope.EvaluateModule(TestIsolate.ScriptName, out var promise));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal(V8PromiseState.Pending, scope.GetPromiseState(promise, out _));
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.String("late")));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal(V8PromiseState.Fulfilled, scope.GetPromiseState(promise, out _));
        Assert.Equal(V8Status.Ok, scope.GetNamespace(TestIsolate.ScriptName, out var exports));
        Assert.Equal(V8Status.Ok, scope.GetProperty(exports, "value", out var value));
        Assert.Equal("late", scope.GetString(value));
    }

    [Fact]
    public void EvaluateModule_Throws_RejectsWithItsPlace()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("import './dep.js'"), TestIsolate.Script("\n  throw new RangeError('no')", "dep.js")]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Ok, scope.EvaluateModule(TestIsolate.ScriptName, out var promise));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal(V8PromiseState.Rejected, scope.GetPromiseState(promise, out var reason));
        var thrown = scope.Describe(reason);
        Assert.Equal(("RangeError", "no", "dep.js", 2), (thrown.Name, thrown.Message, thrown.ScriptName, thrown.Line));
        Assert.False(scope.TryTakeUnhandledRejection(out _));
    }

    [Fact]
    public void GetNamespace_BindingNotInitialized_ScriptsSeeAReferenceError()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("export const later = 1")]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Ok, scope.GetNamespace(TestIsolate.ScriptName, out var exports));
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("ns => ns.later", "reader.js"), out var reader));
        Assert.Equal(V8Status.Exception, scope.Call(reader, out _, exports));
        Assert.Equal("ReferenceError", scope.TakeException().Name);
    }
}
