using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>Limits and errors that a host declares for the calls of its services.</summary>
public sealed class BoundedBindingTests
{
    [Theory]
    [InlineData("nothing", "no")]
    [InlineData("KeyNotFoundException", "NotFoundError There is no such thing: KeyNotFoundException.")]
    [InlineData("FileNotFoundException", "RangeError FileNotFoundException")]
    [InlineData("InvalidOperationException", "Error *")]
    public async Task Exception_Declared_IsWhatTheScriptSees(string thrown, string shown)
    {
        await using EdgeHost host = NewHost(
            call => call.Argument(0).AsString() switch
            {
                nameof(KeyNotFoundException) => throw new KeyNotFoundException(nameof(KeyNotFoundException)),
                nameof(FileNotFoundException) => throw new FileNotFoundException(nameof(FileNotFoundException)),
                nameof(InvalidOperationException) => throw new InvalidOperationException("secret"),
                _ => Task.FromResult(BindingValue.Undefined),
            },
            options => options
                .MapException<KeyNotFoundException>("NotFoundError", exception => $"There is no such thing: {exception.Message}.")
                .MapException<IOException>("RangeError"));

        string text = await CallAsync(host, $"env.S.get('{thrown}')");

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.True(shown.EndsWith('*') ? text.StartsWith(shown[..^1], StringComparison.Ordinal) : text == shown, text);
    }

    [Theory]
    [InlineData("env.S.get('x'.repeat(100))", "no")]
    [InlineData("env.S.get('x'.repeat(101))", "RangeError S.get: the arguments of a call may have 100 bytes (the limit MaxArgumentBytes), and this one's have 101.")]
    [InlineData("env.S.get(20)", "no")]
    [InlineData("env.S.get(21)", "RangeError S.get: the result of a call may have 20 bytes (the limit MaxResultBytes), and this one's have 21.")]
    public async Task Bytes_OverALimit_AreRefused(string call, string shown)
    {
        await using EdgeHost host = NewHost(
            call => Task.FromResult(BindingValue.Of(new byte[call.Argument(0).Kind == BindingValueKind.Number ? (int)call.Argument(0).AsNumber() : 0].AsMemory())),
            options => (options.MaxArgumentBytes, options.MaxResultBytes) = (100, 20));

        Assert.Equal(shown, await CallAsync(host, call));
    }

    [Fact]
    public async Task CallTimeout_ServiceThatHeedsNothing_IsAnErrorInTime()
    {
        var never = new TaskCompletionSource<BindingValue>();
        await using EdgeHost host = NewHost(_ => never.Task, options => options.CallTimeout = TimeSpan.FromMilliseconds(50));

        Assert.Equal("TimeoutError S.get took longer than 0.05 s (the limit CallTimeout).", await CallAsync(host, "env.S.get()"));
    }

    [Fact]
    public async Task MaxConcurrentCalls_OthersWait_AndAllAreAnswered()
    {
        int underWay = 0, most = 0;
        var two = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EdgeHost host = NewHost(
            async _ =>
            {
                int now = Interlocked.Increment(ref underWay);
                InterlockedMax(ref most, now);
                if (now == 2)
                {
                    two.TrySetResult();
                }

                await two.Task;
                await Task.Yield();
                Interlocked.Decrement(ref underWay);
                return BindingValue.Of(1d);
            },
            options => options.MaxConcurrentCalls = 2);

        Assert.Equal("no", await CallAsync(host, "Promise.all(Array.from({ length: 20 }, () => env.S.get()))"));
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task MaxConcurrentCalls_WaitForATurn_CountsToTheTime()
    {
        var never = new TaskCompletionSource<BindingValue>();
        await using EdgeHost host = NewHost(_ => never.Task, options => (options.MaxConcurrentCalls, options.CallTimeout) = (1, TimeSpan.FromMilliseconds(50)));

        Assert.StartsWith("TimeoutError", await CallAsync(host, "Promise.race([env.S.get().catch(() => new Promise(() => {})), env.S.get()])"), StringComparison.Ordinal);
    }

    [Fact]
    public void AddBinding_LimitThatNothingCouldKeep_IsMisuse()
    {
        var services = new ServiceCollection();
        Assert.Throws<ArgumentException>(() => services.AddEdgeIsolatesCore().AddBinding("s", (_, _) => new Service(null!), options => options.MaxConcurrentCalls = 0));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static EdgeHost NewHost(Func<BindingCall, Task<BindingValue>> answer, Action<HostBindingOptions> configure) =>
        new(services: services => services.AddEdgeIsolatesCore().AddBinding("s", (_, _) => new Service(answer), configure));

    private static async Task<string> CallAsync(EdgeHost host, string call)
    {
        FunctionConfig config = FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["S"] = FunctionBinding.Parse("""{ "type": "host", "name": "s" }""") } };
        string code = $$"""export default { async fetch(request, env) { try { await {{call}}; return new Response('no'); } catch (e) { return new Response(`${e.name} ${e.message}`); } } }""";
        return (await host.RunAsync(code, config: config)).Text();
    }

    private sealed class Service(Func<BindingCall, Task<BindingValue>> answer) : IBinding
    {
        public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) => await answer(call);
    }
}
