using EdgeIsolates.Stores;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.KeyValue;

/// <summary>The shape of Workers' KVNamespace, as scripts see it.</summary>
public sealed class KeyValueBindingTests : IAsyncTest
{
    private readonly FakeTime _time = new();
    private readonly InMemoryKeyValueStore _store;
    private readonly EdgeHost _host;

    public KeyValueBindingTests()
    {
        _store = new InMemoryKeyValueStore(_time, 500_000_000);
        _host = new EdgeHost(services: services => services.AddSingleton<IKeyValueStore>(_store), time: _time);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("await kv.get('text')", "'vålue'")]
    [InlineData("await kv.get('text', 'text')", "'vålue'")]
    [InlineData("await kv.get('text', { type: 'text', cacheTtl: 60 })", "'vålue'")]
    [InlineData("await kv.get('text', {})", "'vålue'")]
    [InlineData("await kv.get('text', { type: 'arrayBuffer' })", "ArrayBuffer { byteLength: 6 }")]
    [InlineData("new TextDecoder().decode(await kv.get('text', 'arrayBuffer'))", "'vålue'")]
    [InlineData("await new Response(await kv.get('text', 'stream')).text()", "'vålue'")]
    [InlineData("await kv.get('json', 'json')", "{ a: [ 1, null, 'ü' ] }")]
    [InlineData("await kv.get('json', { type: 'json' })", "{ a: [ 1, null, 'ü' ] }")]
    [InlineData("await kv.get('empty')", "''")]
    [InlineData("(await kv.get('empty', 'arrayBuffer')).byteLength", "0")]
    [InlineData("await kv.get('absent')", "null")]
    [InlineData("await kv.get('absent', 'json')", "null")]
    [InlineData("await kv.get('absent', 'stream')", "null")]
    [InlineData("await kv.get(7)", "'seven'")]
    [InlineData("await kv.getWithMetadata('text')", "{ value: 'vålue', metadata: { who: 'ånn', n: [ 1 ] }, cacheStatus: null }")]
    [InlineData("await kv.getWithMetadata('json', { type: 'json', cacheTtl: 60 })", "{ value: { a: [ 1, null, 'ü' ] }, metadata: null, cacheStatus: null }")]
    [InlineData("(await kv.getWithMetadata('text', 'arrayBuffer')).value.byteLength", "6")]
    [InlineData("await new Response((await kv.getWithMetadata('text', 'stream')).value).text()", "'vålue'")]
    [InlineData("await kv.getWithMetadata('empty')", "{ value: '', metadata: null, cacheStatus: null }")]
    [InlineData("await kv.getWithMetadata('absent')", "{ value: null, metadata: null, cacheStatus: null }")]
    [InlineData("await kv.get(['text', 'absent', 'empty', 'text'])", "Map(3) { 'text' => 'vålue', 'absent' => null, 'empty' => '' }")]
    [InlineData("await kv.get(['json'], 'json')", "Map(1) { 'json' => { a: [ 1, null, 'ü' ] } }")]
    [InlineData("(await kv.getWithMetadata(['text', 'absent'])).get('text')", "{ value: 'vålue', metadata: { who: 'ånn', n: [ 1 ] } }")]
    [InlineData("(await kv.getWithMetadata(['text', 'absent'])).get('absent')", "{ value: null, metadata: null }")]
    [InlineData("await kv.delete('text'), await kv.get('text')", "null")]
    [InlineData("await kv.put('n', 12.5), await kv.get('n')", "'12.5'")]
    [InlineData("await kv.put('b', new Uint16Array([1, 513]).subarray(1)), new Uint8Array(await kv.get('b', 'arrayBuffer'))", "Uint8Array(2) [ 1, 2 ]")]
    [InlineData("await kv.put('b', new Uint8Array([7]).buffer), new Uint8Array(await kv.get('b', 'arrayBuffer'))", "Uint8Array(1) [ 7 ]")]
    [InlineData("await kv.put('s', new Blob(['from ', 'a stream']).stream()), await kv.get('s')", "'from a stream'")]
    [InlineData("await kv.put('s', new Response('body').body), await kv.get('s')", "'body'")]
    [InlineData("await kv.put('m', '', { metadata: null, expiration: undefined, expirationTtl: null })", "undefined")]
    [InlineData("Object.prototype.toString.call(kv)", "'[object KvNamespace]'")]
    [InlineData("Object.keys(Object.getPrototypeOf(kv)).join()", "'get,getWithMetadata,put,delete,list'")]
    public async Task Namespace_Call_GivesWhatWorkersGives(string expression, string expected)
    {
        const string Filled = """
            await kv.put('text', 'vålue', { metadata: { who: 'ånn', n: [1] } });
            await kv.put('json', '{"a":[1,null,"ü"]}');
            await kv.put('empty', '');
            await kv.put('7', 'seven');

            """;
        Assert.Equal(expected, await ShownAsync(expression, Filled));
    }

    [Theory]
    [InlineData("kv.get('')", "TypeError: Key name cannot be empty.")]
    [InlineData("kv.put('.', 'x')", "TypeError: \".\" is not allowed as a key name.")]
    [InlineData("kv.delete('..')", "TypeError: \"..\" is not allowed as a key name.")]
    [InlineData("kv.get('é'.repeat(257))", "Error: KV GET failed: 414 UTF-8 encoded length of 514 exceeds key length limit of 512.")]
    [InlineData("kv.put('k'.repeat(513), '')", "Error: KV PUT failed: 414 UTF-8 encoded length of 513 exceeds key length limit of 512.")]
    [InlineData("kv.list({ prefix: 'k'.repeat(513) })", "Error: KV GET failed: 414 UTF-8 encoded length of 513 exceeds key length limit of 512.")]
    [InlineData("kv.get('k', 'blob')", "TypeError: Unknown response type. Possible types are \"text\", \"arrayBuffer\", \"json\", and \"stream\".")]
    [InlineData("kv.get('k', 'toString')", "TypeError: Unknown response type. Possible types are \"text\", \"arrayBuffer\", \"json\", and \"stream\".")]
    [InlineData("kv.get('k', { cacheTtl: 29 })", "Error: KV GET failed: 400 Invalid cache_ttl of 29. Cache TTL must be at least 30.")]
    [InlineData("kv.put('k', 'v').then(() => kv.get('k', 'json'))", "SyntaxError:")]
    [InlineData("kv.put('k', 'v', { expirationTtl: 59 })", "Error: KV PUT failed: 400 Invalid expiration_ttl of 59. Expiration TTL must be at least 60.")]
    [InlineData("kv.put('k', 'v', { expirationTtl: 0 })", "Error: KV PUT failed: 400 Invalid expiration_ttl of 0. Please specify integer greater than 0.")]
    [InlineData("kv.put('k', 'v', { expirationTtl: 1e15 })", "Error: KV PUT failed: 400 Invalid expiration_ttl of 1000000000000000. It lies behind the year 9999.")]
    [InlineData("kv.put('k', 'v', { expiration: 1000 })", "Error: KV PUT failed: 400 Invalid expiration of 1000. Please specify integer greater than the current number of seconds since the UNIX epoch.")]
    [InlineData("kv.put('k', 'v', { expiration: 1767323045 + 30 })", "Error: KV PUT failed: 400 Invalid expiration of 1767323075. Expiration times must be at least 60 seconds in the future.")]
    [InlineData("kv.put('k', 'v', { metadata: 'é'.repeat(512) })", "Error: KV PUT failed: 413 Metadata length of 1026 exceeds limit of 1024.")]
    [InlineData("kv.put('k', {})", "TypeError: KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.")]
    [InlineData("kv.put('k', new Response('x'))", "TypeError: KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.")]
    [InlineData("kv.put('k')", "TypeError: Failed to execute 'put' on 'KvNamespace': 2 arguments required, but only 1 present")]
    [InlineData("kv.put('k', Symbol())", "TypeError:")]
    [InlineData("kv.put(Symbol(), 'v')", "TypeError:")]
    [InlineData("kv.put('k', (() => { const s = new Response('x').body; s.getReader(); return s })())", "TypeError:")]
    [InlineData("kv.put('k', new ReadableStream({ pull(c) { c.error(new RangeError('mine')) } }))", "TypeError: The stream of the body failed: mine")]
    [InlineData("kv.get([])", "Error: KV GET_BULK failed: 400 You must request a minimum of 1 key")]
    [InlineData("kv.get(Array.from({ length: 101 }, (_, i) => `k${i}`))", "Error: KV GET_BULK failed: 400 You can request a maximum of 100 keys")]
    [InlineData("kv.get(['a'], 'arrayBuffer')", "Error: KV GET_BULK failed: 400 \"arrayBuffer\" is not a valid type. Use \"json\" or \"text\"")]
    [InlineData("kv.get(['a', ''])", "TypeError: Key name cannot be empty.")]
    [InlineData("kv.put('k', 'no json').then(() => kv.get(['k'], 'json'))", "Error: KV GET_BULK failed: 400 At least one of the requested keys corresponds to a non-json value")]
    [InlineData("kv.list({ limit: 1001 })", "Error: KV GET failed: 400 Invalid key_count_limit of 1001. Please specify an integer less than 1000.")]
    [InlineData("kv.list({ limit: 0 })", "Error: KV GET failed: 400 Invalid key_count_limit of 0. Please specify an integer greater than 0.")]
    [InlineData("kv.list({ cursor: 'forged' })", "Error: KV GET failed: 400 Invalid cursor.")]
    [InlineData("kv.get.call({}, 'k')", "TypeError:")]
    [InlineData("(async () => new kv.constructor({ call: () => 1 }, {}))()", "TypeError: Illegal constructor")]
    public async Task Namespace_WrongCall_RejectsInTheWordsOfWorkers(string call, string expected)
    {
        string text = await TextAsync($"return new Response(await {call}.then(() => 'no error', (e) => `${{e.name}}: ${{e.message}}`));");
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Pages_AreInByteOrderAndComplete()
    {
        const string Code = """
            for (const key of ['b', 'a', 'ü', 'a/2', 'a/1', '\u{10000}', '\uffee']) await kv.put(key, '');
            const pages = [];
            let cursor;
            do {
              const page = await kv.list({ limit: 3, cursor });
              pages.push(page.keys.map((key) => key.name).join());
              cursor = page.cursor;
              if (page.list_complete !== (cursor === undefined) || page.cacheStatus !== null) throw new Error('shape');
            } while (cursor);

            """;
        Assert.Equal("[ 'a,a/1,a/2', 'b,ü,\uffee', '\U00010000' ]", await ShownAsync("pages", Code));
        Assert.Equal("'a/1,a/2'", await ShownAsync("(await kv.list({ prefix: 'a/' })).keys.map((key) => key.name).join()", ""));
        Assert.Equal("{ keys: [], list_complete: true, cacheStatus: null }", await ShownAsync("await kv.list({ prefix: 'zz', cursor: null })"));
    }

    [Fact]
    public async Task List_HasExpirationAndMetadata()
    {
        Assert.Equal(
            """
            '[{"name":"a","expiration":1767323145,"metadata":{"n":1}},{"name":"b","expiration":1767323105},{"name":"c"}]'
            """,
            await ShownAsync(
                "JSON.stringify((await kv.list()).keys)",
                "await kv.put('c', ''); await kv.put('b', '', { expirationTtl: 60 }); await kv.put('a', '', { expiration: 1767323045 + 100, metadata: { n: 1 } });"));
    }

    [Fact]
    public async Task List_CursorOfAnotherListOrMadeUp_IsRefused()
    {
        const string Code = """
            for (let i = 0; i < 4; i++) await kv.put(`k${i}`, '');
            const { cursor } = await kv.list({ limit: 2 });
            const forged = [cursor.slice(0, -1), cursor + 'A', 'A' + cursor.slice(1), '', 'ÿ', 'x'.repeat(100000), btoa('\0'.repeat(9)), cursor.toUpperCase(), { toString: () => cursor + ' ' }];
            const answers = [];
            for (const made of forged) answers.push(await kv.list({ cursor: made }).then((page) => page.keys.length, (e) => e.message.slice(0, 35)));
            answers.push(await kv.list({ prefix: 'k', cursor }).then(() => 'taken', () => 'refused'));
            answers.push(await env.OTHER.list({ cursor }).then(() => 'taken', () => 'refused'));
            answers.push((await kv.list({ cursor })).keys.map((key) => key.name).join());

            """;
        const string Refused = "'KV GET failed: 400 Invalid cursor. '";
        string shown = await ShownAsync("answers.join('|')", Code);
        string refused = Refused.Trim('\'');
        Assert.Equal($"'{string.Join('|', [refused, refused, refused, "4", refused, refused, refused, refused, refused, "refused", "refused", "k2,k3"])}'", shown);
    }

    [Fact]
    public async Task Put_WithTtl_IsGoneAtTheSecondAndRemovedInTime()
    {
        Assert.Equal("'v'", await ShownAsync("await kv.get('k')", "await kv.put('k', 'v', { expirationTtl: 60 });"));

        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("null", await ShownAsync("await kv.get('k', { cacheTtl: 3600 })"));
        _time.Advance(TimeSpan.FromMinutes(1));
        while (_store.Count > 0)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Get_WithCacheTtl_IsAnsweredByThisNodeUntilItIsOverOrItWrites()
    {
        Assert.Equal("'1'", await ShownAsync("await kv.get('k', { cacheTtl: 60 })", "await kv.put('k', '1');"));
        await _store.PutAsync("users", new KeyValueEntry { Key = "k", Value = "2"u8.ToArray() }, default);

        Assert.Equal("'1 2'", await ShownAsync("await kv.get('k', { cacheTtl: 60 }) + ' ' + await kv.get('k')"));
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal("'1 2'", await ShownAsync("await kv.get('k', { cacheTtl: 60 }) + ' ' + await kv.get('k', { cacheTtl: 30 })"));
        Assert.Equal("'3'", await ShownAsync("await kv.get('k', { cacheTtl: 60 })", "await kv.put('k', '3');"));
        Assert.Equal("null", await ShownAsync("await kv.get('k', { cacheTtl: 60 })", "await kv.delete('k');"));
    }

    [Fact]
    public async Task Get_ManyWithCacheTtl_IsAnsweredByThisNodeUntilItIsOverOrItWrites()
    {
        const string Cached = "[...(await kv.get(['k', 'l', 'm'], { cacheTtl: 60 })).values()].join()";
        Assert.Equal("'1,2,'", await ShownAsync(Cached, "await kv.put('k', '1'); await kv.put('l', '2', { expirationTtl: 60 });"));
        await _store.PutAsync("users", new KeyValueEntry { Key = "k", Value = "3"u8.ToArray() }, default);

        Assert.Equal("'1,2, 3'", await ShownAsync($"{Cached} + ' ' + await kv.get('k')"));
        Assert.Equal("'1,2,4'", await ShownAsync(Cached, "await kv.put('m', '4');"));
        Assert.Equal("'1'", await ShownAsync("await kv.get('k', { cacheTtl: 60 })"));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("'3,,4'", await ShownAsync(Cached));
    }

    [Fact]
    public async Task Get_ManyWithCacheTtl_WhatIsCachedCountsToTheLimit()
    {
        const string Code = """
            const value = new Uint8Array(13 * 1024 * 1024);
            await kv.put('a', value), await kv.put('b', value);
            await kv.get(['a'], { cacheTtl: 60 });
            return new Response(await kv.get(['a', 'b'], { cacheTtl: 60 }).then(() => 'no error', (e) => e.message));
            """;
        Assert.Equal("KV GET_BULK failed: 413 Total size of request exceeds the limit of 25MB", await TextAsync(Code));
    }

    [Fact]
    public async Task Namespaces_OfTwoBindings_AreApart()
    {
        Assert.Equal("[ 'mine', null, 'mine' ]", await ShownAsync("[await kv.get('k'), await env.OTHER.get('k'), await env.SAME.get('k')]", "await kv.put('k', 'mine');"));
    }

    [Fact]
    public async Task Namespace_PatchedBuiltIns_DoNotReachIt()
    {
        const string Code = """
            JSON.parse = JSON.stringify = () => { throw new Error('patched'); };
            Map.prototype.set = Array.prototype[Symbol.iterator] = () => { throw new Error('patched'); };
            Object.defineProperty(Array.prototype, '0', { configurable: true, set() { throw new Error('patched'); } });
            await kv.put('k', '[1]', { metadata: 1 });
            const many = await kv.get(['k']), one = await kv.getWithMetadata('k', 'json'), list = await kv.list();
            delete Array.prototype[0];
            const text = `${many.get('k')} ${one.value[0]} ${one.metadata} ${list.keys[0].name}`;

            """;
        Assert.Equal("[1] 1 1 k", await TextAsync($"{Code} return new Response(text);"));
    }

    [Theory]
    [InlineData("{ \"type\": \"kv\" }")]
    [InlineData("{ \"type\": \"kv\", \"id\": \"\" }")]
    [InlineData("{ \"type\": \"kv\", \"id\": \"a/b\" }")]
    [InlineData("{ \"type\": \"kv\", \"id\": 7 }")]
    public async Task Deploy_WithoutASoundId_IsRefused(string binding)
    {
        FunctionConfig config = FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["KV"] = FunctionBinding.Parse(binding) } };
        DeployResult result = await _host.TryDeployAsync("export default { fetch() {} }", config);
        Assert.Contains("an \"id\", the namespace", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    private async Task<string> ShownAsync(string expression, string before = "") =>
        await TextAsync($"{before} return new Response(inspect(({expression}), {{ depth: 9 }}));");

    private async Task<string> TextAsync(string body) => await KeyValueFunctions.TextOfAsync(_host, body);
}
