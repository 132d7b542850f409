using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.RateLimits;

/// <summary>The shape of Workers' rate limits, as scripts see it.</summary>
public sealed class RateLimitBindingTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Limit_FourCallsOfTwoThatMayPass_TwoPassUntilTheirTimeIsOver()
    {
        await using var host = new EdgeHost(time: _time);
        const string Code = "const all = []; for (let i = 0; i < 4; i++) all.push((await env.L.limit({ key: 'ann' })).success); return Response.json(all);";

        Assert.Equal("[true,true,false,false]", await TextAsync(host, Code));
        Assert.Equal("[false,false,false,false]", await TextAsync(host, Code));
        _time.Advance(TimeSpan.FromSeconds(64));
        Assert.Equal("[true,true,false,false]", await TextAsync(host, Code));
    }

    [Fact]
    public async Task Limit_WithoutNamespace_CountsForTheFunctionAlone()
    {
        await using var host = new EdgeHost(time: _time);
        const string Code = "const all = []; for (let i = 0; i < 3; i++) all.push((await env.L.limit({ key: 'k' })).success); return Response.json(all);";

        Assert.Equal("[true,true,false]", await TextAsync(host, Code, name: "a"));
        Assert.Equal("[true,true,false]", await TextAsync(host, Code, name: "b"));
        const string Shared = """{ "type": "ratelimit", "namespace_id": 1001, "simple": { "limit": 2, "period": 60 } }""";
        Assert.Equal("[true,true,false]", await TextAsync(host, Code, Shared, "c"));
        Assert.Equal("[false,false,false]", await TextAsync(host, Code, Shared.Replace("1001", "\"1001\"", StringComparison.Ordinal), "d"));
    }

    [Theory]
    [InlineData("env.L.limit()", "Error: invalid rate limit options")]
    [InlineData("env.L.limit('k')", "Error: invalid rate limit options")]
    [InlineData("env.L.limit(null)", "Error: invalid rate limit options")]
    [InlineData("env.L.limit({ key: 'k', other: 1, more: 2 })", "Error: bad rate limit options: [other,more]")]
    [InlineData("env.L.limit({ key: 7 })", "Error: invalid key: 7")]
    [InlineData("env.L.limit({ key: Symbol('s') })", "Error: invalid key: Symbol(s)")]
    [InlineData("env.L.limit.call({}, { key: 'k' })", "TypeError:")]
    [InlineData("env.L.limit({}).then((result) => { throw new Error(JSON.stringify(result)) })", "Error: {\"success\":true}")]
    [InlineData("env.L.limit({ key: 'x'.repeat(5e6) }).then((result) => { throw new Error(JSON.stringify(result)) })", "Error: {\"success\":true}")]
    public async Task Limit_WrongCall_RejectsInTheWordsOfWorkers(string call, string expected)
    {
        await using var host = new EdgeHost(time: _time);
        Assert.StartsWith(expected, await TextAsync(host, $"return new Response(await {call}.catch((e) => `${{e.name}}: ${{e.message}}`));"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_SharedCountsAreAway_ThisNodeCountsForItself()
    {
        await using var host = new EdgeHost(time: _time, services: services => services.AddSingleton<IRateLimits, AbsentRateLimits>());
        const string Code = "const all = []; for (let i = 0; i < 3; i++) all.push((await env.L.limit({ key: 'k' })).success); return Response.json(all);";
        Assert.Equal("[true,true,false]", await TextAsync(host, Code));
    }

    [Theory]
    [InlineData("""{ "type": "ratelimit" }""")]
    [InlineData("""{ "type": "ratelimit", "simple": 5 }""")]
    [InlineData("""{ "type": "ratelimit", "simple": { "limit": 0, "period": 60 } }""")]
    [InlineData("""{ "type": "ratelimit", "simple": { "limit": 1.5, "period": 60 } }""")]
    [InlineData("""{ "type": "ratelimit", "simple": { "limit": 1, "period": 100000 } }""")]
    [InlineData("""{ "type": "ratelimit", "simple": { "limit": "1", "period": 60 } }""")]
    [InlineData("""{ "type": "ratelimit", "namespace_id": "a/b", "simple": { "limit": 1, "period": 60 } }""")]
    [InlineData("""{ "type": "ratelimit", "namespace_id": "a\n", "simple": { "limit": 1, "period": 60 } }""")]
    [InlineData("""{ "type": "ratelimit", "namespaceId": 5, "simple": { "limit": 1, "period": 60 } }""")]
    [InlineData("""{ "type": "ratelimit", "namespace_id": {}, "simple": { "limit": 1, "period": 60 } }""")]
    public async Task Deploy_UnsoundSettings_AreRefused(string binding)
    {
        await using var host = new EdgeHost();
        DeployResult result = await host.TryDeployAsync("export default { fetch() {} }", Config(binding));
        Assert.Contains("The binding L:", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    private static FunctionConfig Config(string binding) =>
        FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["L"] = FunctionBinding.Parse(binding) } };

    private static async Task<string> TextAsync(
        EdgeHost host,
        string body,
        string binding = """{ "type": "ratelimit", "simple": { "limit": 2, "period": 60 } }""",
        string name = "f")
    {
        EdgeFunction function = await host.DeployAsync($"export default {{ async fetch(request, env) {{ {body} }} }}", Config(binding), name);
        InvocationResult result = await host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        return Encoding.UTF8.GetString(result.Response!.Body.Span);
    }

    private sealed class AbsentRateLimits : IRateLimits
    {
        public ValueTask<bool> TryTakeAsync(RateLimit limit, string key, CancellationToken cancellationToken) => throw new StoreUnavailableException("away");
    }
}
