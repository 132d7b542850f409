using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>The host's own C# services in <c>env</c>, by the contracts that the generator made.</summary>
public sealed class HostServiceTests : IAsyncTest
{
    private readonly List<string> _disposed = [];
    private readonly EdgeHost _host;

    public HostServiceTests() => _host = new EdgeHost(services: services =>
    {
        services.AddSingleton(_disposed);
        services.AddScoped<IWarehouse, Warehouse>();
        services.AddEdgeIsolatesCore().AddBinding<IWarehouse>("warehouse").AddBinding("own", static (_, _) => new EchoBinding());
    });

    [Theory]
    [InlineData("(await env.W.get('sku-1')).sku", "sku-1")]
    [InlineData("(await env.W.get('sku-1')).updatedAt instanceof Date", "true")]
    [InlineData("(await env.W.get('sku-1')).updatedAt.toISOString()", "2026-01-02T03:04:05.000Z")]
    [InlineData("(await env.W.get('sku-1')).place.next.aisle + (await env.W.get('sku-1')).place.next.next", "Bnull")]
    [InlineData("(await env.W.get('sku-1')).tags.join()", "täg")]
    [InlineData("await env.W.get('none')", "null")]
    [InlineData("(await env.W.list(['a', 'bx', 'c'])).map((s) => s.sku).join()", "a,bx,c")]
    [InlineData("(await env.W.list(['a', 'bx', 'c'], 2)).map((s) => s.sku).join()", "a,bx")]
    [InlineData("(await env.W.list(new Set(['a', 'bx']), undefined, 'soldOut')).map((s) => s.state).join()", "soldOut")]
    [InlineData("await env.W.put(await env.W.get('a'))", "undefined")]
    [InlineData("JSON.stringify(await env.W.any({ a: [1, null, { b: 'c' }] }))", """{"a":[1,null,{"b":"c"}]}""")]
    [InlineData("(await env.W.any(new Date(7))).getTime()", "7")]
    [InlineData("await env.W.any(2n ** 70n)", "1180591620717411303424")]
    [InlineData("await env.W.any(-(2n ** 63n))", "-9223372036854775808")]
    [InlineData("await env.W.any('\U0001F600\\ud800')", "\U0001F600\uFFFD")]
    [InlineData("Object.entries(await env.W.count({ a: 'soldOut', b: 'inStock' })).join(' ')", "f,1 big,9223372036854775807")]
    [InlineData("Object.entries(await env.W.count(new Map([['a', 'SoldOut']])))[0].join()", "f,1")]
    [InlineData("await env.W.state(crypto.randomUUID())", "soldOut")]
    [InlineData("(await env.W.reverse(new Uint8Array([1, 2, 3]).subarray(1))).join()", "3,2")]
    [InlineData("await new Response(await env.W.read(new Blob(['in']).stream())).text()", "<in>")]
    [InlineData("await (await env.W.fetch(new Request('https://a/', { method: 'POST', body: 'b' }))).text()", "b")]
    [InlineData("await env.W.nothing()", "null")]
    [InlineData("typeof env.W.then", "undefined")]
    public async Task Call_OfAService_CrossesBothWays(string expression, string shown) =>
        Assert.Equal(shown, await TextOf($"return new Response(String({expression}))"));

    [Fact]
    public async Task Call_EveryType_ComesBackAsItWas()
    {
        const string Body = """
            const value = { boolean: true, byte: 255, int32: -5, int64: 2n ** 60n, double: 0.1, decimal: 1.25, bigInteger: 3n, guid: '11111111-2222-3333-4444-555555555555', uri: 'https://a/b?c',
              dateTime: new Date(1000), date: '2026-01-02', time: 1500, maybe: null, numbers: [1, 2], places: { p: { aisle: 'x', next: null } }, bytes: new Uint8Array([9]) };
            const { deepStrictEqual } = await import('node:assert');
            deepStrictEqual(await env.W.echo(value), value);
            return new Response('same');
            """;
        Assert.Equal("same", await TextOf(Body));
    }

    [Theory]
    [InlineData("env.W.get(5)", "TypeError W.get: sku must be a string, and is the number 5.")]
    [InlineData("env.W.get()", "TypeError W.get: sku must be a string, and is undefined.")]
    [InlineData("env.W.list(['a', 1])", "TypeError W.list: skus[1] must be a string, and is the number 1.")]
    [InlineData("env.W.list('a')", "TypeError W.list: skus must be an array, and is a string.")]
    [InlineData("env.W.list([], 1.5)", "TypeError W.list: limit must be a whole number, and is the number 1.5.")]
    [InlineData("env.W.list([], 2 ** 40)", "TypeError W.list: limit must be a whole number from -2147483648 to 2147483647, and is the number 1099511627776.")]
    [InlineData("env.W.list([], 1, 'gone')", "TypeError W.list: state must be one of inStock, soldOut, and is a string.")]
    [InlineData("env.W.put({ sku: 'a', count: 1, state: 'inStock', updatedAt: new Date(), place: { aisle: 1 }, tags: [] })", "TypeError W.put: stock.place.aisle must be a string, and is the number 1.")]
    [InlineData("env.W.put({ sku: 'a', count: -1, state: 'inStock', updatedAt: new Date(), tags: [] })", "RangeError A count is not negative.")]
    [InlineData("(() => { const a = []; a.push(a); return env.W.any(a); })()", "DataCloneError The value refers to itself, which the host has no form for.")]
    [InlineData("env.W.fail('NotFoundError')", "NotFoundError It failed.")]
    [InlineData("env.W.unknown()", "TypeError W has no method unknown; it has get, list, put, echo, any, count, state, reverse, read, fetch, fail, nothing.")]
    [InlineData("env.W.read('text')", "TypeError The value must be a ReadableStream, and is String.")]
    public async Task Call_ThatDoesNotFit_SaysWhat(string call, string shown) =>
        Assert.Equal(shown, await TextOf($"try {{ await {call}; return new Response('no') }} catch (e) {{ return new Response(`${{e.name}} ${{e.message}}`) }}"));

    [Fact]
    public async Task Service_Scoped_LivesAsLongAsItsRequest()
    {
        await TextOf("await env.W.nothing(); await env.W.nothing(); return new Response()");
        await TextOf("await env.W.nothing(); return new Response()");
        for (int i = 0; i < 500 && Count() < 2; i++)
        {
            await Task.Delay(10);
        }

        Assert.Equal(2, Count());
        Assert.Equal(2, _disposed.Distinct().Count());
    }

    [Fact]
    public async Task Binding_OfTheHostsOwn_IsOpened() =>
        Assert.Equal("1", await TextOf("return new Response(await env.OWN.echo(1))"));

    [Fact]
    public async Task Deploy_ServiceTheHostHasNot_IsRefusedWithWhatThereIs()
    {
        FunctionConfig config = FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["stock"] = FunctionBinding.Parse("""{ "type": "host" }""") } };
        DeployResult result = await _host.TryDeployAsync("export default { fetch() {} }", config);
        Assert.Contains("offers no service named stock. It offers: own, warehouse.", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TypeScript_OfTheContract_DeclaresWhatCrosses()
    {
        EdgeBindingContract contract = EdgeBindingContracts.Find<IWarehouse>()!;
        Assert.Equal("Warehouse", contract.TypeName);
        Assert.Contains("export type StockState = 'inStock' | 'soldOut';", contract.TypeScript, StringComparison.Ordinal);
        Assert.Contains("  get(sku: string): Promise<Stock | null>;", contract.TypeScript, StringComparison.Ordinal);
        Assert.Contains("  list(skus: string[], limit?: number, state?: StockState | null): Promise<Stock[]>;", contract.TypeScript, StringComparison.Ordinal);
        Assert.Contains("  updatedAt: Date;", contract.TypeScript, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private int Count()
    {
        lock (_disposed)
        {
            return _disposed.Count;
        }
    }

    private async Task<string> TextOf(string body)
    {
        FunctionConfig config = FunctionConfig.Default with
        {
            Bindings = new Dictionary<string, FunctionBinding>
            {
                ["W"] = FunctionBinding.Parse("""{ "type": "host", "name": "warehouse" }"""),
                ["OWN"] = FunctionBinding.Parse("""{ "type": "host", "name": "own" }"""),
            },
        };
        await _host.DeployAsync($"export default {{ async fetch(request, env) {{ {body} }} }}", config);
        InvocationResult result = await _host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        return Encoding.UTF8.GetString(result.Response!.Body.Span);
    }
}
