using EdgeIsolates.Hosting;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>Objects beside other processes, nodes and regions.</summary>
public sealed class ObjectNodesTests
{
    private const string Tell =
        """
        try { return new Response(await env.THING.getByName('x').run()) } catch (e) {
          return new Response(`${e.message} [${['retryable', 'overloaded', 'remote'].filter((mark) => e[mark] === true)}]`);
        }
        """;

    [Fact]
    public async Task Call_OfAnObjectThatAnotherProcessHas_SaysSoAndIsRetryable()
    {
        const string Members = "async run() { await this.ctx.storage.put('a', 1); return 'here' }";
        string folder = Directory.CreateTempSubdirectory("edge-objects-").FullName;
        try
        {
            var first = new ObjectEdge(static options => options.DurableObjects.IdleTimeout = TimeSpan.FromHours(1), folder: folder);
            await using var second = new ObjectEdge(folder: folder);
            await first.DeployAsync(Members, Tell);
            await second.DeployAsync(Members, Tell);
            Assert.Equal("here", await first.GetAsync());
            Assert.Equal(
                "The Durable Object cannot run here now: another process has the Durable Object open; the call may be tried again when that process has put the object away or has stopped. [retryable]",
                await second.GetAsync());
            await first.DisposeAsync();
            Assert.Equal("here", await second.GetAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Call_OfAnObjectOfAnotherRegion_IsRefused()
    {
        await using var edge = new ObjectEdge(static options => options.Region = "us");
        await edge.DeployAsync("run() { return 'here' }", Tell, ObjectEdge.Config("Thing") with { Regions = ["eu"] });
        Assert.Equal("The function f runs in eu only, and this is us: calls between functions do not leave their region. []", await edge.GetAsync());
    }

    [Theory]
    [InlineData("eu", "auth gave no answer (NotFound): The function auth runs in eu only, and this is us: calls between functions do not leave their region.")]
    [InlineData("us", "fine")]
    public async Task Call_OfAServiceOfAnotherRegion_IsRefused(string region, string expected)
    {
        await using EdgeHost host = new(static options => options.Region = "us");
        await host.DeployAsync("export default { fetch() { return new Response('fine') } }", FunctionConfig.Default with { Regions = [region] }, "auth");
        await host.DeployAsync(
            "export default { async fetch(request, env) { try { return new Response(await (await env.AUTH.fetch(request)).text()) } catch (e) { return new Response(e.message) } } }",
            FunctionConfig.Default with
            {
                Bindings = new Dictionary<string, FunctionBinding>(StringComparer.Ordinal) { ["AUTH"] = FunctionBinding.Parse("""{ "type": "service", "service": "auth" }""") },
            });
        InvocationResult result = await host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Equal(expected, result.Text());
    }

    [Fact]
    public async Task Start_SharedFunctionsBesideObjectsOfTheNode_Warns()
    {
        LinesOf<StoreScopeNotice> logs = new();
        await using var edge = new ObjectEdge(services: all => all
            .AddSingleton(new StoreScope(StoreScope.Functions, "AddPostgreSqlStores", IsShared: true))
            .AddSingleton<ILogger<StoreScopeNotice>>(logs));
        await edge.Host.StartAsync();
        await edge.Host.StopAsync();
        Assert.Contains(logs.Lines, static line => line.Contains("each keeps for itself: Durable Objects (AddSqliteDurableObjects)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ObjectsOfAHostThatSharesNothing_SaysNothing()
    {
        LinesOf<StoreScopeNotice> logs = new();
        await using var edge = new ObjectEdge(services: all => all.AddSingleton<ILogger<StoreScopeNotice>>(logs));
        await edge.Host.StartAsync();
        await edge.Host.StopAsync();
        Assert.DoesNotContain(logs.Lines, static line => line.Contains("for itself", StringComparison.Ordinal));
    }
}
