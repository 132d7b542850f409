using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.KeyValue;

/// <summary>Functions that mean harm: the host must not pay for them.</summary>
public sealed class KeyValueHostileTests
{
    private const int LargestValue = 25 * 1024 * 1024;

    [Fact]
    public async Task Put_LargestValuesInALoop_FillTheStoreInMemoryUpToItsLimitOnly()
    {
        await using var host = new EdgeHost(options => options.KeyValue.MemoryStoreBytes = 60_000_000);
        const string Body = """
            const value = new Uint8Array(25 * 1024 * 1024);
            let stored = 0, refused = 0, text = '';
            for (let i = 0; i < 10; i++) await kv.put(`k${i}`, value).then(() => stored++, (e) => { refused++; text = e.message; });
            return new Response(`${stored} ${refused} ${text} ${(await kv.list()).keys.length}`);
            """;
        Assert.Equal("2 8 KV PUT failed: 503 Service Unavailable 2", await KeyValueFunctions.TextOfAsync(host, Body));
    }

    [Fact]
    public async Task Put_ManyLargeValuesAtOnce_AreCountedAsTheIsolatesMemory()
    {
        await using var host = new EdgeHost(services: services => services.AddSingleton<IKeyValueStore, StuckKeyValueStore>());
        const string Body = """
            const value = 'x'.repeat(5_000_000), answers = [];
            for (let i = 0; i < 100; i++) kv.put(`k${i}`, value).catch((e) => answers.push(e.name));
            await new Promise((resolve) => setTimeout(resolve, 20));
            return new Response(`${answers[0]} ${answers.length > 50}`);
            """;
        Assert.Equal("RangeError true", await KeyValueFunctions.TextOfAsync(host, Body));
    }

    [Fact]
    public async Task Get_ManyLargeValuesAtOnce_IsBoundedAndTheIsolateGoesOn()
    {
        await using var host = new EdgeHost();
        const string Body = """
            await kv.put('big', new Uint8Array(25 * 1024 * 1024));
            const answers = await Promise.all(Array.from({ length: 60 }, () => kv.get('big', 'arrayBuffer').then((b) => b.byteLength, (e) => e.name)));
            return new Response([...new Set(answers)].sort().join());
            """;
        InvocationResult result = await host.RunAsync(KeyValueFunctions.Code(Body), config: KeyValueFunctions.Config);
        if (result.Outcome == InvocationOutcome.Ok)
        {
            Assert.Equal($"{LargestValue},RangeError", System.Text.Encoding.UTF8.GetString(result.Response!.Body.Span));
        }
        else
        {
            Assert.Equal(InvocationOutcome.ExceededMemory, result.Outcome);
        }

        Assert.Equal("1", await KeyValueFunctions.TextOfAsync(host, "return new Response(`${(await kv.list()).keys.length}`);"));
    }

    [Fact]
    public async Task Put_StreamWithoutEnd_IsRefusedAtTheLimit()
    {
        await using var host = new EdgeHost();
        const string Body = """
            let pulled = 0;
            const endless = new ReadableStream({ pull(c) { pulled++; c.enqueue(new Uint8Array(1024 * 1024)); } });
            const text = await kv.put('k', endless).then(() => 'stored', (e) => e.message.slice(0, 40));
            return new Response(`${text} ${pulled < 40} ${await kv.get('k')}`);
            """;
        Assert.Equal("KV PUT failed: 413 Value length of 27262 true null", await KeyValueFunctions.TextOfAsync(host, Body));
    }

    [Fact]
    public async Task Put_ValueOverTheLimit_IsRefused()
    {
        await using var host = new EdgeHost();
        const string Body = """
            const tooLong = [new Uint8Array(25 * 1024 * 1024 + 1), 'é'.repeat(25 * 1024 * 512) + 'x'];
            const answers = [];
            for (const value of tooLong) answers.push(await kv.put('k', value).then(() => 'stored', (e) => e.message));
            return new Response(answers.join());
            """;
        const string Expected = "KV PUT failed: 413 Value length of 26214401 exceeds limit of 26214400.";
        Assert.Equal($"{Expected},{Expected}", await KeyValueFunctions.TextOfAsync(host, Body));
    }

    [Fact]
    public async Task Call_StoreNeverAnswers_TheRequestEndsInItsTime()
    {
        await using var host = new EdgeHost(services: services => services.AddSingleton<IKeyValueStore, StuckKeyValueStore>());
        InvocationResult result = await host.RunAsync(
            KeyValueFunctions.Code("return new Response(await kv.get('k'));"),
            config: KeyValueFunctions.Config with { TimeoutMs = 100 });
        Assert.Equal(InvocationOutcome.ExceededWallTime, result.Outcome);
    }

    [Fact]
    public async Task Call_StoreIsAway_SaysSoWithoutNamingServers()
    {
        await using var host = new EdgeHost(services: services => services.AddSingleton<IKeyValueStore, AbsentKeyValueStore>());
        const string Body = """
            const calls = [kv.get('k'), kv.get(['k']), kv.put('k', 'v'), kv.delete('k'), kv.list(), kv.get('k', { cacheTtl: 60 })];
            const answers = await Promise.all(calls.map((call) => call.catch((e) => e.message)));
            return new Response(answers.join('|'));
            """;
        Assert.Equal(
            string.Join('|', new[] { "GET", "GET_BULK", "PUT", "DELETE", "GET", "GET" }.Select(operation => $"KV {operation} failed: 503 Service Unavailable")),
            await KeyValueFunctions.TextOfAsync(host, Body));
    }

    /// <summary>A store whose operations never end, unless they are cancelled.</summary>
    private sealed class StuckKeyValueStore : IKeyValueStore
    {
        public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<KeyValueEntry?> GetAsync(string namespaceId, string key, CancellationToken cancellationToken) => ForEver<KeyValueEntry?>(cancellationToken);

        public Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(string namespaceId, IReadOnlyList<string> keys, long maxBytes, CancellationToken cancellationToken) =>
            ForEver<IReadOnlyList<KeyValueEntry>?>(cancellationToken);

        public Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken) => ForEver<bool>(cancellationToken);

        public Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken) => ForEver<bool>(cancellationToken);

        public Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken) =>
            ForEver<IReadOnlyList<KeyValueName>>(cancellationToken);

        public Task<int> RemoveExpiredAsync(int limit, CancellationToken cancellationToken) => ForEver<int>(cancellationToken);

        private static Task<T> ForEver<T>(CancellationToken cancellationToken) => new TaskCompletionSource<T>().Task.WaitAsync(cancellationToken);
    }

    /// <summary>A store whose server is away.</summary>
    private sealed class AbsentKeyValueStore : IKeyValueStore
    {
        public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<KeyValueEntry?> GetAsync(string namespaceId, string key, CancellationToken cancellationToken) => throw Away();

        public Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(string namespaceId, IReadOnlyList<string> keys, long maxBytes, CancellationToken cancellationToken) => throw Away();

        public Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken) => throw Away();

        public Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken) => throw Away();

        public Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken) => throw Away();

        public Task<int> RemoveExpiredAsync(int limit, CancellationToken cancellationToken) => throw Away();

        private static StoreUnavailableException Away() => new("The server secret.internal:5432 cannot be reached.");
    }
}
