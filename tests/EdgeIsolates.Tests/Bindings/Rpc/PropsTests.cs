using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.Rpc;

/// <summary>ctx.props: what a service binding says to the entrypoint that it calls.</summary>
public sealed class PropsTests : IAsyncTest
{
    private const string Binding = """{ "type": "service", "service": "svc", "props": { "tenant": "t1", "roles": ["a", { "b": 1 }], "__proto__": { "x": 1 } } }""";

    private const string Members = """
        fetch() { return Response.json(this.ctx.props); }
        props() { return this.ctx.props; }
        isFrozen() { const { props } = this.ctx; return Object.isFrozen(props) && Object.isFrozen(props.roles) && Object.isFrozen(props.roles[1]) && props === this.ctx.props && props.x === undefined; }
        """;

    private readonly RpcPair _pair = new();

    [Theory]
    [InlineData("return show((await env.SVC.props()).tenant)", "t1")]
    [InlineData("return show((await (await env.SVC.fetch('https://x/')).json()).roles)", """["a",{"b":1}]""")]
    [InlineData("return show(await env.SVC.isFrozen())", "true")]
    [InlineData("ctx.props = { own: 1 }; return show(ctx.props)", """{"own":1}""")]
    [InlineData("ctx.props = null; return show([ctx.props])", "[null]")]
    [InlineData("return show([ctx.props, Object.isFrozen(ctx.props)])", "[{},true]")]
    public async Task Props_OfABinding_AreInTheContextOfTheCalled(string body, string shown)
    {
        await _pair.DeployAsync(Members);
        Assert.Equal(shown, await _pair.RunAsync(body, binding: Binding));
    }

    [Fact]
    public async Task Props_BindingHasNone_AreEmpty()
    {
        await _pair.DeployAsync(Members);
        Assert.Equal("{}", await _pair.RunAsync("return show(await env.SVC.props())"));
    }

    [Fact]
    public async Task Deploy_PropsThatAreNoObject_AreRefused()
    {
        DeployResult result = await _pair.Host.TryDeployAsync(
            "export default { fetch() {} }",
            FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["S"] = FunctionBinding.Parse("""{ "type": "service", "service": "svc", "props": 1 }""") } });
        Assert.Contains(result.Faults, static fault => fault.ToString().Contains("the props of a service binding are an object", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _pair.DisposeAsync();
}
