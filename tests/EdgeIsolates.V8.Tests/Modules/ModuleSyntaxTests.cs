using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Modules;

public class ModuleSyntaxTests
{
    [Theory]
    [InlineData("export default { fetch() {} }", true)]
    [InlineData("export const runtime = 'edge'", true)]
    [InlineData("export function GET() {}", true)]
    [InlineData("import './dep.js'", true)]
    [InlineData("export * from './dep.js'", true)]
    [InlineData("export { present as other } from './dep.js'", true)]
    [InlineData("function fetch() {}", false)]
    [InlineData("const words = 'export default'", false)]
    [InlineData("addEventListener", false)]
    [InlineData("", false)]
    public void LinkModule_Source_TellsWhetherItIsAModule(string source, bool expected)
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script(source), TestIsolate.Script("export const present = 1", "dep.js")]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out var hasModuleSyntax));
        Assert.Equal(expected, hasModuleSyntax);
    }

    [Fact]
    public void Evaluate_SameNameAsALinkedModule_RunsItAsAClassicScript()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        var script = TestIsolate.Script("function fetch() { return 'sloppy ' + (this === globalThis); } fetch()");
        Assert.Equal(V8Status.Ok, scope.AddModules([script]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out var hasModuleSyntax));
        Assert.False(hasModuleSyntax);
        Assert.Equal(V8Status.Ok, scope.Evaluate(script, out var result));
        Assert.Equal("sloppy true", scope.GetString(result));
    }
}
