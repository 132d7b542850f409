using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.Rpc;

/// <summary>How long stubs and what they stand for live, and that nothing of them stays.</summary>
public sealed class StubLifeTests : IAsyncTest
{
    private const string Members = """
        make() { return new (class extends RpcTarget { ping() { return 'pong'; } bomb() { const a = []; for (;;) a.push(new Array(1e6).fill(1)); } hang() { return new Promise(() => { setTimeout(() => {}, 1e6); }); } })(); }
        async call(f) { return await f(); }
        hold(f) { this.ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 1e6))); globalThis.f = f.dup(); return 1; }
        async kept() { return await globalThis.f(); }
        """;

    private readonly RpcPair _pair = new(static options => options.Limits = options.Limits with { WaitUntil = TimeSpan.FromSeconds(60) });

    [Fact]
    public async Task Request_Ends_EverythingIsGivenBack()
    {
        await _pair.DeployAsync(Members);
        Assert.Equal("pong", await _pair.RunAsync("const s = await env.SVC.make(); globalThis.s = s.dup(); return show(await s.ping())"));
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Request_IsCancelledInACall_EverythingIsGivenBack()
    {
        await _pair.DeployAsync(Members);
        await _pair.DeployCallerAsync("const s = await env.SVC.make(); await s.hang(); return show('no')");
        using var cancel = new CancellationTokenSource();
        Task<InvocationResult> call = _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get(), cancel.Token).AsTask();
        await UntilAsync(() => Svc is { Stubs.Lent: 1 });
        await cancel.CancelAsync();
        Assert.Equal(InvocationOutcome.Canceled, (await call).Outcome);
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Lender_OnlyAStubIsOpen_IsKeptAndAnswersThoughAnotherVersionTookOver()
    {
        await _pair.DeployAsync(Members);
        await _pair.DeployCallerAsync("if (new URL(request.url).pathname === '/go') { globalThis.go(); return show('ok'); } const s = await env.SVC.make(); await new Promise((resolve) => { globalThis.go = resolve; setTimeout(() => {}, 1e6); }); return show(await s.ping())", config: new FunctionConfig { MaxIsolates = 1 });
        Task<string> call = _pair.CallAsync();
        await UntilAsync(() => Svc is { Requests: 0, Stubs.Lent: 1 });
        TenantIsolate lender = Svc!;
        await _pair.Host.DeployAsync("export default { fetch() {} }", name: "svc");
        Assert.False(lender.Use.IsUnused);
        Assert.Equal("ok", (await _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get("/go"))).Text());
        Assert.Equal("pong", await call);
        await _pair.AssertNothingIsLeftAsync();
        await lender.Closed.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Lender_IsLost_StubsFailClearlyAndNothingStays()
    {
        await _pair.DeployAsync(Members, config: new FunctionConfig { MemoryLimitMb = 32 });
        string text = await _pair.RunAsync("const s = await env.SVC.make(), first = await s.bomb().catch((e) => e.message); return show([first, await s.ping().catch((e) => e.message)])");
        Assert.Contains("gave no answer (ExceededMemory)", text, StringComparison.Ordinal);
        Assert.Contains("What the stub stands for is gone", text, StringComparison.Ordinal);
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Borrower_IsLost_NothingStays()
    {
        await _pair.DeployAsync(Members);
        await _pair.DeployCallerAsync("const s = await env.SVC.make(); await s.ping(); const a = []; for (;;) a.push(new Array(1e6).fill(1));", config: new FunctionConfig { MemoryLimitMb = 32 });
        Assert.Equal(InvocationOutcome.ExceededMemory, (await _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome);
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Callee_KeepsTheCallersFunction_LosesItWithTheCaller()
    {
        await _pair.DeployAsync(Members);
        Assert.Equal("1", await _pair.RunAsync("return show(await env.SVC.hold(() => 1))"));
        await UntilAsync(() => _pair.Isolates.All(static isolate => isolate.Stubs.Lent == 0));
        Assert.StartsWith("The stub was disposed of", await _pair.RunAsync("return show(await env.SVC.kept().catch((e) => e.message))"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_Stops_WithStubsOpen()
    {
        await _pair.DeployAsync(Members);
        await _pair.DeployCallerAsync("const s = await env.SVC.make(); await s.hang(); return show('no')", config: new FunctionConfig { TimeoutMs = 1500 });
        Task<InvocationResult> call = _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get()).AsTask();
        await UntilAsync(() => Svc?.Stubs.Lent == 1);
        TenantIsolate[] isolates = [.. _pair.Isolates];
        await _pair.Host.DisposeAsync();
        Assert.NotEqual(InvocationOutcome.Ok, (await call).Outcome);
        await Task.WhenAll(isolates.Select(static isolate => isolate.Closed)).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(isolates, static isolate => Assert.Equal((0, 0), (isolate.Stubs.Held, isolate.Stubs.Lent)));
    }

    public ValueTask DisposeAsync() => _pair.DisposeAsync();

    private TenantIsolate? Svc => _pair.Isolates.FirstOrDefault(static isolate => isolate.Function.Name == "svc");

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (int i = 0; i < 6000 && !isSo(); i++)
        {
            await Task.Delay(5);
        }

        Assert.True(isSo());
    }
}
