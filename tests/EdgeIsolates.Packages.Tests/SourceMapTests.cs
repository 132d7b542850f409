using EdgeIsolates.Packages.Tests.Npm;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeIsolates.Packages.Tests;

/// <summary>Errors of a TypeScript project of two files, minified by esbuild to one line, are told where the tenant wrote them.</summary>
[Collection(NpmCollection.Name)]
public sealed class SourceMapTests : IDisposable
{
    private const string Main =
        """
        import { priceOf } from "./prices";

        interface Order { item: string; count: number }

        export default {
          async fetch(request: Request): Promise<Response> {
            const order: Order = { item: new URL(request.url).pathname.slice(1), count: 2 };
            return new Response(`${priceOf(order.item) * order.count}`);
          },
        };
        """;

    private const string Prices =
        """
        const prices = new Map<string, number>([["tea", 3]]);

        /** The price of an item. */
        export function priceOf(item: string): number {
          const price = prices.get(item);
          if (price === undefined) {
            throw new RangeError(`no price for ${item}`);
          }
          return price;
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-source-maps");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("external")]
    [InlineData("inline")]
    public async Task Error_OfAMinifiedBundle_IsToldInTheSource(string kind)
    {
        IReadOnlyList<EdgeModule> modules = await BundleAsync(kind);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddEdgeIsolates(options => options.Pool.MinBlanks = 0);
        await using WebApplication app = builder.Build();
        DeployResult deployed = await app.Services.GetRequiredService<IEdgeFunctions>().DeployAsync(new FunctionDeployment { Name = "shop", Modules = modules });
        Assert.True(deployed.Succeeded, string.Join('\n', deployed.Faults));

        InvocationResult sold = await InvokeAsync(app, "tea");
        InvocationResult failed = await InvokeAsync(app, "gold");

        Assert.Equal(InvocationOutcome.Ok, sold.Outcome);
        EdgeError error = failed.Error!;
        Assert.Equal(("RangeError", "no price for gold"), (error.Name, error.Message));
        Assert.Equal(("src/prices.ts", 7), (error.Module, error.Line));
        Assert.Equal("    throw new RangeError(`no price for ${item}`);", error.SourceLine);
        Assert.Contains("src/prices.ts:7:", error.Stack, StringComparison.Ordinal);
        Assert.Contains("src/index.ts:8:", error.Stack, StringComparison.Ordinal);
    }

    private static async Task<InvocationResult> InvokeAsync(WebApplication app, string item) =>
        await app.Services.GetRequiredService<IEdgeRuntime>().InvokeAsync("shop", new EdgeRequest { Url = $"https://example.com/{item}" });

    private async Task<IReadOnlyList<EdgeModule>> BundleAsync(string kind)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "src"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "src", "index.ts"), Main);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "src", "prices.ts"), Prices);
        await Command.MustRunAsync(
            Path.Combine(Folders.Installed, "node_modules", ".bin", "esbuild"),
            _folder.FullName,
            "src/index.ts",
            "--bundle",
            "--minify",
            "--format=esm",
            $"--sourcemap={kind}",
            "--outfile=dist/index.js");
        List<EdgeModule> modules = [];
        foreach ((string file, EdgeModuleKind module) in new[] { ("dist/index.js", EdgeModuleKind.JavaScript), ("dist/index.js.map", EdgeModuleKind.SourceMap) })
        {
            if (File.Exists(Path.Combine(_folder.FullName, file)))
            {
                modules.Add(new EdgeModule(file, module, await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, file))));
            }
        }

        return modules;
    }
}
