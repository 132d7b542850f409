using System.Net.Http.Json;
using System.Text.RegularExpressions;
using EdgeIsolates.Packages.Tests.Npm;

namespace EdgeIsolates.Packages.Tests;

/// <summary>
/// The types that the library ships for tenants, by TypeScript's own compiler. That what they say of a function's use is true, <see cref="PackagesTests"/> shows.
/// </summary>
[Collection(NpmCollection.Name)]
public sealed partial class TypesTests
{
    private static readonly string[] s_declaredByNodesTypes = ["Buffer", "process", "global", "setImmediate", "clearImmediate"];

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
        Assert.Equal(["3 TS2322", "4 TS2554", "5 TS2540", "6 TS2362", "7 TS2554", "8 TS2584", "9 TS2684", "10 TS2551", "11 TS2769"], errors);
    }

    [Fact]
    public async Task Compile_EveryGlobalOfTheIsolate_IsDeclared()
    {
        string file = Path.Combine(Folders.Bundles, "globals.ts");
        IEnumerable<string> uses = (await GlobalsAsync()).Except(s_declaredByNodesTypes, StringComparer.Ordinal).Select((name, i) => $"export type T{i} = typeof {name};");
        await File.WriteAllLinesAsync(file, [$"""/// <reference path="{Folders.Declarations}" />""", .. uses]);

        Command compiler = await CompileAsync(file);

        Assert.Equal("", compiler.Output);
    }

    [Fact]
    public async Task Declarations_EveryValue_IsAGlobalOfTheIsolate()
    {
        IEnumerable<string> declared = DeclaredValue().Matches(await File.ReadAllTextAsync(Folders.Declarations)).Select(match => match.Groups["name"].Value);

        Assert.Empty(declared.Except(await GlobalsAsync(), StringComparer.Ordinal));
    }

    private static async Task<string[]> GlobalsAsync()
    {
        await using PackageHost host = await PackageHost.StartAsync(
            "globals",
            """
            const names = [];
            for (let scope = globalThis; scope !== Object.prototype; scope = Object.getPrototypeOf(scope)) names.push(...Object.getOwnPropertyNames(scope));
            export default { fetch: () => Response.json(names.filter((name) => name !== 'constructor')) };
            """);
        return (await host.Client.GetFromJsonAsync<string[]>("/"))!;
    }

    private static Task<Command> CompileAsync(string file) => Command.RunAsync(
        "node",
        Folders.TypeScript,
        [Path.Combine(Folders.Installed, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--strict", "--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "esnext", file]);

    [GeneratedRegex(@"^declare (var|function) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeclaredValue();

    [GeneratedRegex(@"^wrong\.ts\((?<line>\d+),\d+\): error (?<error>TS\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWords();
}
