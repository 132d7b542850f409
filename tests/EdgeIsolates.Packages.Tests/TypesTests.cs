using System.Text.RegularExpressions;
using EdgeIsolates.Packages.Tests.Npm;

namespace EdgeIsolates.Packages.Tests;

/// <summary>The types that the library ships for tenants, by TypeScript's own compiler. That they are true of the isolate, <see cref="PackagesTests"/> shows.</summary>
[Collection(NpmCollection.Name)]
public sealed partial class TypesTests
{
    [Fact]
    public async Task Compile_FunctionThatUsesAll_IsSound()
    {
        Command compiler = await CompileAsync("entry.ts");

        Assert.Equal("", compiler.Output);
        Assert.Equal(0, compiler.ExitCode);
    }

    [Fact]
    public async Task Compile_WrongUses_AreRefusedLineByLine()
    {
        Command compiler = await CompileAsync("wrong.ts");

        string[] errors = [.. FirstWords().Matches(compiler.Output).Select(match => $"{match.Groups["line"]} {match.Groups["error"]}")];
        Assert.Equal(["3 TS2322", "4 TS2554", "5 TS2540", "6 TS2362", "7 TS2554", "8 TS2584"], errors);
    }

    private static Task<Command> CompileAsync(string file) => Command.RunAsync(
        "node",
        Folders.TypeScript,
        [Path.Combine(Folders.Installed, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--strict", "--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "esnext", file]);

    [GeneratedRegex(@"^wrong\.ts\((?<line>\d+),\d+\): error (?<error>TS\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWords();
}
