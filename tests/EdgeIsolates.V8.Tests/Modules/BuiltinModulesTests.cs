using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Modules;

/// <summary>Modules that the snapshot provides through <c>internals.entry.builtin</c>.</summary>
public class BuiltinModulesTests
{
    private const string Source = """
        const { entry } = internals;
        const { Error, TypeError } = globalThis;
        const made = { __proto__: null };
        let count = 0;
        entry.global = name => globalThis[name];
        entry.builtin = name => {
          if (name === 'node:fs') throw new TypeError('node:fs is not available in an isolate.');
          if (name !== 'node:path' && name !== 'path') return undefined;
          return made.path ??= { __proto__: null, sep: '/', count: ++count, default: { sep: '/' } };
        };
        """;

    private static readonly Lazy<V8Snapshot> Made = new(() => V8Snapshot.Create([new V8Script("edge:test.js", Source)], []));

    [Theory]
    [InlineData("import { sep } from 'node:path'; globalThis.answer = () => sep")]
    [InlineData("import path from 'path'; globalThis.answer = () => path.sep")]
    [InlineData("import * as path from 'node:path'; globalThis.answer = () => path.default.sep")]
    [InlineData("const { sep } = await import('node:path'); globalThis.answer = () => sep")]
    public void EvaluateModule_ImportsBuiltin_HasItsExports(string source)
    {
        using var isolate = NewIsolate();
        Assert.Equal("/", isolate.RunModules(("main.js", source)));
    }

    [Fact]
    public void EvaluateModule_BothNamesOfABuiltin_AreMadeOnce()
    {
        using var isolate = NewIsolate();
        Assert.Equal("1 1", isolate.RunModules(("main.js", "import { count as a } from 'path'; import { count as b } from 'node:path'; globalThis.answer = () => `${a} ${b}`")));
    }

    [Fact]
    public void EvaluateModule_DeploymentHasTheName_ItWins()
    {
        using var isolate = NewIsolate();
        Assert.Equal("mine", isolate.RunModules(("main.js", "import { sep } from 'path'; globalThis.answer = () => sep"), ("path", "export const sep = 'mine'")));
    }

    [Fact]
    public void LinkModule_RelativeNameOfABuiltin_IsAnotherModule()
    {
        using var isolate = NewIsolate();
        var thrown = isolate.LinkFails(("main.js", "import './path'"));
        Assert.StartsWith("Cannot find module './path' imported from 'main.js'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinkModule_BuiltinLacksTheExport_IsASyntaxErrorThatPointsToTheImport()
    {
        using var isolate = NewIsolate();
        var thrown = isolate.LinkFails(("main.js", "\nimport { absent } from 'node:path'"));
        Assert.Equal(("SyntaxError", "main.js", 2), (thrown.Name, thrown.ScriptName, thrown.Line));
    }

    [Fact]
    public void LinkModule_RefusedBuiltin_PointsToTheImport()
    {
        using var isolate = NewIsolate();
        var thrown = isolate.LinkFails(("main.js", "import './lib/user.js'"), ("lib/user.js", "// one\nexport const a = 1;\n  import fs from 'node:fs';\n"));
        Assert.Equal("node:fs is not available in an isolate.", thrown.Message);
        Assert.Equal(("lib/user.js", 3, 18), (thrown.ScriptName, thrown.Line, thrown.Column));
        Assert.Equal("  import fs from 'node:fs';", thrown.SourceLine);
    }

    [Fact]
    public void LinkModule_UnknownName_PointsToTheImport()
    {
        using var isolate = NewIsolate();
        var thrown = isolate.LinkFails(("main.js", "export * from 'lodash'"));
        Assert.StartsWith("Cannot find module 'lodash' imported from 'main.js'", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(("main.js", 1), (thrown.ScriptName, thrown.Line));
    }

    [Fact]
    public void Import_RefusedBuiltin_RejectsWithTheSentence()
    {
        using var isolate = NewIsolate();
        Assert.Equal(
            "TypeError: node:fs is not available in an isolate.",
            isolate.RunModules(("main.js", "let text; try { await import('node:fs'); } catch (error) { text = String(error); } globalThis.answer = () => text")));
    }

    private static TestIsolate NewIsolate() => new(snapshot: Made.Value);
}
