using EdgeIsolates.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeIsolates.Tests.Generators;

/// <summary>What the generator refuses, as errors of the build.</summary>
public sealed class EdgeBindingGeneratorTests
{
    [Theory]
    [InlineData("int Get();", "EDGE001")]
    [InlineData("Task<System.IO.FileInfo> GetAsync();", "EDGE002")]
    [InlineData("Task GetAsync(System.Action callback);", "EDGE002")]
    [InlineData("Task<object> GetAsync();", "EDGE002")]
    [InlineData("Task GetAsync(int a); Task Get(string b);", "EDGE003")]
    [InlineData("Task GetAsync<T>(int a);", "EDGE004")]
    [InlineData("Task GetAsync(ref int a);", "EDGE004")]
    [InlineData("int Count { get; }", "EDGE006")]
    public void Generate_WhatCannotCross_IsAnErrorAtItsPlace(string members, string code)
    {
        Diagnostic diagnostic = Assert.Single(Run($"[EdgeIsolates.EdgeBinding] public interface IService {{ {members} }}").Diagnostics);
        Assert.Equal(code, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.True(diagnostic.Location.GetLineSpan().StartLinePosition.Character > 0);
    }

    [Fact]
    public void Generate_NestedOrGenericInterface_IsRefused()
    {
        Assert.Equal("EDGE005", Assert.Single(Run("public class Outer { [EdgeIsolates.EdgeBinding] public interface IService { Task GetAsync(); } }").Diagnostics).Id);
        Assert.Equal("EDGE005", Assert.Single(Run("[EdgeIsolates.EdgeBinding] public interface IService<T> { Task GetAsync(); }").Diagnostics).Id);
    }

    [Fact]
    public void Generate_SoundInterface_CompilesWithoutWarnings()
    {
        const string Source = """
            #nullable enable
            public struct Point { public int X { get; set; } public string? Name { get; set; } }
            public class Base { public string? Id { get; set; } }
            public class Node : Base { public System.Collections.Generic.List<Node?> Children { get; set; } = new(); public Point? At { get; set; } }
            public interface IBase { System.Threading.Tasks.Task<string> BaseAsync(string? text = null, double x = 1.5, bool b = true); }
            [EdgeIsolates.EdgeBinding] public interface IService : IBase { System.Threading.Tasks.Task<Node?> GetAsync(Node node, System.Collections.Generic.Dictionary<string, int?> map); }
            """;
        GeneratorDriverRunResult result = Run(Source, out Compilation compilation);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    private static GeneratorDriverRunResult Run(string source) => Run("using System.Threading.Tasks;\n" + source, out _);

    private static GeneratorDriverRunResult Run(string source, out Compilation generated)
    {
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
        ];
        var compilation = CSharpCompilation.Create("t", [CSharpSyntaxTree.ParseText(source, path: "Service.cs")], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new EdgeBindingGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out generated, out _);
        return driver.GetRunResult();
    }
}
