using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Modules;

public class DynamicImportTests
{
    [Fact]
    public void Import_KnownModule_GivesItsNamespaceOnce()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "true 1 dep",
            isolate.RunModules(
                ("main.js", "const a = await import('./dep.js'); const b = await import('./dep.js'); globalThis.answer = () => `${a === b} ${runs} ${a.default}`"),
                ("dep.js", "globalThis.runs = (globalThis.runs ?? 0) + 1; export default 'dep'")));
    }

    [Fact]
    public void Import_UnknownModule_RejectsWithBothNames()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "TypeError Cannot find module './absent.js' imported from 'main.js': it is not among the modules of this deployment.",
            isolate.RunModules(("main.js", "let e; try { await import('./absent.js') } catch (thrown) { e = thrown } globalThis.answer = () => `${e.name} ${e.message}`")));
    }

    [Fact]
    public void Import_ModuleThatThrows_RejectsWithItsError()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "RangeError dep",
            isolate.RunModules(
                ("main.js", "let e; try { await import('./dep.js') } catch (thrown) { e = thrown } globalThis.answer = () => `${e.name} ${e.message}`"),
                ("dep.js", "throw new RangeError('dep')")));
    }

    [Fact]
    public void Import_ModuleThatDoesNotCompile_RejectsWithASyntaxError()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "SyntaxError",
            isolate.RunModules(
                ("main.js", "let e; try { await import('./dep.js') } catch (thrown) { e = thrown } globalThis.answer = () => e.name"),
                ("dep.js", "let a b")));
    }

    [Fact]
    public void Import_ModuleThatAwaits_WaitsForIt()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "after",
            isolate.RunModules(
                ("main.js", "const { value } = await import('./dep.js'); globalThis.answer = () => value"),
                ("dep.js", "export let value = 'before'; await null; value = 'after'")));
    }

    [Fact]
    public void Import_FromClassicScript_Works()
    {
        using var isolate = new TestIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("export default 5", "dep.js")]));
        }

        isolate.Evaluate("import('./dep.js').then(ns => { globalThis.imported = ns.default })");
        Assert.Equal("5", isolate.Evaluate("imported"));
    }

    [Fact]
    public void Import_SpecifierNotAString_IsConverted()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "RangeError",
            isolate.RunModules(("main.js", "let e; try { await import({ toString() { throw new RangeError('mine') } }) } catch (thrown) { e = thrown } globalThis.answer = () => e.name")));
    }
}
