using EdgeIsolates.Hosting;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>What a caller's error says about another try: by what happened, whatever the error calls itself.</summary>
public sealed class ObjectErrorTests : IAsyncTest
{
    private readonly ObjectEdge _edge = new(static options => options.DurableObjects.MaxQueuedCalls = 3);

    [Theory]
    [InlineData("throw new RangeError('why')", "RangeError: why [remote]")]
    [InlineData("throw new DOMException('no', 'ObjectResetError')", "ObjectResetError: no [remote]")]
    [InlineData("throw new DOMException('no', 'DurableObject retryable')", "DurableObject retryable: no [remote]")]
    [InlineData("this.ctx.abort('enough')", "Error: enough [remote,durableObjectReset]")]
    [InlineData("this.ctx.abort()", "Error: Application called abort() to reset Durable Object. [remote,durableObjectReset]")]
    [InlineData("await this.ctx.blockConcurrencyWhile(async () => { throw new TypeError('broken') })", "Error: broken [remote,durableObjectReset]")]
    [InlineData("await this.ctx.blockConcurrencyWhile(async () => { throw { get message() { throw 1 } } })", "Error: blockConcurrencyWhile() failed with an error that cannot be read [remote,durableObjectReset]")]
    public async Task Call_FailsByTheObjectsOwnCode_IsRemote(string body, string expected)
    {
        await _edge.DeployAsync($"async run() {{ {body} }}", Tell("x.run()"));
        Assert.Equal(expected, await _edge.GetAsync());
    }

    [Fact]
    public async Task Call_WhoseConstructorThrows_IsRemote()
    {
        await _edge.DeployAsync("constructor(ctx, env) { super(ctx, env); throw new TypeError('not today') } run() {}", Tell("x.run()"));
        Assert.Equal("TypeError: not today [remote]", await _edge.GetAsync());
    }

    [Fact]
    public async Task Call_OverTheWallTime_IsRetryable()
    {
        FunctionConfig config = ObjectEdge.Config("Thing");
        await _edge.DeployAsync("async run() { await scheduler.wait(60000) }", config: config with { TimeoutMs = 300 });
        await _edge.Host.DeployAsync(
            $"export default {{ async fetch(request, env) {{ {Tell("x.run()")} }} }}",
            FunctionConfig.Default with
            {
                Bindings = new Dictionary<string, FunctionBinding>(StringComparer.Ordinal)
                {
                    ["THING"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "Thing", "script_name": "f" }"""),
                },
            },
            "caller");
        InvocationResult result = await _edge.Host.Runtime.InvokeAsync("caller", EdgeHost.Get("/"));
        Assert.Equal("Error: The function gave no answer within 300 ms. [retryable]", result.Text());
    }

    [Fact]
    public async Task Calls_MoreThanMayWait_AreOverloadedAndNotRetryable()
    {
        await _edge.DeployAsync(
            "hold() { return new Promise((done) => { this.done = done }) } run() { this.done() }",
            Tell("x.hold()", "for (let i = 0; i < 3; i++) x.hold().catch(() => {});"));
        Assert.Equal("Error: The Durable Object is overloaded: 3 calls wait for it or run in it already. [overloaded]", await _edge.GetAsync());
    }

    [Fact]
    public async Task Call_WhenNoIsolateIsToBeHad_IsOverloaded()
    {
        await using var small = new ObjectEdge(static options =>
        {
            options.Pool.MaxIsolatesPerFunction = 1;
            options.Pool.MaxConcurrentRequests = 1;
            options.Pool.QueueTimeout = TimeSpan.FromMilliseconds(50);
        });
        EdgeFunction function = await small.DeployAsync("async run() { return 1 }", Tell("x.run()"));
        await using IIsolateLease held = await small.Host.Isolates.RentForObjectsAsync(function);
        Assert.Matches(@"^Error: The Durable Objects of the function f may have 1 isolates .* \[overloaded\]$", await small.GetAsync());
    }

    [Fact]
    public async Task Call_WhoseWriteTheDiskRefuses_IsRetryable()
    {
        await _edge.DeployAsync("async run() { await this.ctx.storage.put('a', 1) }", Tell("x.run()"));
        _edge.Disk.IsBroken = true;
        Assert.Matches(@"^Error: The Durable Object was reset, because .* \[retryable(,durableObjectReset)?\]$", await _edge.GetAsync());
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    private static string Tell(string call, string before = "") =>
        $$"""
        const x = env.THING.getByName('x'); {{before}}
        try { await {{call}}; return new Response('no error') } catch (e) {
          return new Response(`${e.name}: ${e.message} [${['retryable', 'overloaded', 'remote', 'durableObjectReset'].filter((mark) => e[mark] === true)}]`);
        }
        """;
}
