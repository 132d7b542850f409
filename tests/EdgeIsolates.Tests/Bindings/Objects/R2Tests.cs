using System.IO.Pipelines;
using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.Objects;

/// <summary>What scripts see of a bucket: the shape of Cloudflare's R2, over a folder.</summary>
public sealed class R2Tests : IAsyncTest
{
    private const string Put = "const put = await B.put('a/1', 'hello', { httpMetadata: { contentType: 'text/plain', cacheExpiry: new Date(1e12) }, customMetadata: { Owner: 'Ann' } });";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-r2-");
    private readonly BindingHost _host;

    public R2Tests() => _host = new BindingHost("""{ "type": "r2", "bucket_name": "uploads" }""", builder => builder.AddFileBuckets(options =>
    {
        options.Folder = _folder.FullName;
        options.MaxObjectBytes = 40 << 20;
    }));

    [Theory]
    [InlineData("return await (await B.get('a/1')).text()", "\"hello\"")]
    [InlineData("return [...new Uint8Array(await (await B.get('a/1')).arrayBuffer())].length", "5")]
    [InlineData("return (await (await B.get('a/1')).bytes())[0]", "104")]
    [InlineData("const b = await (await B.get('a/1')).blob(); return [b.size, b.type]", """[5,"text/plain"]""")]
    [InlineData("await B.put('j', JSON.stringify({ a: [1] })); return await (await B.get('j')).json()", """{"a":[1]}""")]
    [InlineData("const o = await B.get('a/1'); return [o.bodyUsed, await o.text(), o.bodyUsed, o.body.constructor.name]", """[false,"hello",true,"ReadableStream"]""")]
    [InlineData("const o = await B.get('a/1'); await o.text(); await o.text()", "\"TypeError: Body has already been read: text() comes after text(); a body can be read once, use clone() before the first read\"")]
    [InlineData("return await new Response((await B.get('a/1')).body).text()", "\"hello\"")]
    [InlineData("const o = await B.head('a/1'); return [o.key, o.size, o.etag, o.httpEtag, o.uploaded instanceof Date, o.version === put.version, o.storageClass, o.range]", """["a/1",5,"5d41402abc4b2a76b9719d911017c592","\u00225d41402abc4b2a76b9719d911017c592\u0022",true,true,"Standard",null]""")]
    [InlineData("const o = await B.head('a/1'); return [o.httpMetadata, o.customMetadata]", """[{"contentType":"text/plain","cacheExpiry":"2001-09-09T01:46:40.000Z"},{"Owner":"Ann"}]""")]
    [InlineData("const h = new Headers(); (await B.head('a/1')).writeHttpMetadata(h); return [...h]", """[["content-type","text/plain"],["expires","Sun, 09 Sep 2001 01:46:40 GMT"]]""")]
    [InlineData("const o = await B.head('a/1'); return [o.checksums, o.checksums.md5.byteLength, o.checksums.sha1]", """[{"md5":"5d41402abc4b2a76b9719d911017c592"},16,null]""")]
    [InlineData("return [await B.head('x'), await B.get('x')]", "[null,null]")]
    [InlineData("return [B, put, await B.get('a/1'), put.checksums].map((o) => [o.constructor.name, String(o)])", """[["R2Bucket","[object R2Bucket]"],["R2Object","[object R2Object]"],["R2ObjectBody","[object R2ObjectBody]"],["R2Checksums","[object R2Checksums]"]]""")]
    [InlineData("const o = await B.get('a/1', { range: { offset: 1, length: 3 } }); return [await o.text(), o.range, o.size]", """["ell",{"offset":1,"length":3},5]""")]
    [InlineData("const o = await B.get('a/1', { range: { suffix: 2 } }); return [await o.text(), o.range]", """["lo",{"offset":3,"length":2}]""")]
    [InlineData("return await Promise.all(['bytes=1-2', 'bytes=3-', 'bytes=-2', 'bytes=9-', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=3-1'].map(async (range) => (await B.get('a/1', { range: new Headers({ range }) })).text()))", """["el","lo","lo","hello","hello","hello","hello"]""")]
    [InlineData("await B.get('a/1', { range: { offset: 6 } })", "\"Error: get: The requested range is not satisfiable (10039)\"")]
    [InlineData("await B.get('a/1', { range: { offset: 1, suffix: 1 } })", "\"TypeError: Suffix is incompatible with offset.\"")]
    [InlineData("const o = await B.get('a/1', { onlyIf: { etagMatches: 'x' } }); return [o.key, 'body' in o, o.constructor.name]", """["a/1",false,"R2Object"]""")]
    [InlineData("return 'body' in (await B.get('a/1', { onlyIf: { etagMatches: put.etag } }))", "true")]
    [InlineData("await B.get('a/1', { onlyIf: { etagMatches: put.httpEtag } })", "\"TypeError: Conditional ETag should not be wrapped in quotes (\\u00225d41402abc4b2a76b9719d911017c592\\u0022).\"")]
    [InlineData("return 'body' in (await B.get('a/1', { onlyIf: new Headers({ 'if-none-match': 'W/\"x\", ' + put.httpEtag }) }))", "false")]
    [InlineData("return 'body' in (await B.get('a/1', { onlyIf: new Headers({ 'if-modified-since': put.uploaded.toUTCString() }) }))", "false")]
    [InlineData("return 'body' in (await B.get('a/1', { onlyIf: { uploadedBefore: new Date(Date.now() + 60000), uploadedAfter: new Date(0) } }))", "true")]
    [InlineData("return [await B.put('a/1', 'x', { onlyIf: { etagDoesNotMatch: '*' } }), await (await B.get('a/1')).text()]", """[null,"hello"]""")]
    [InlineData("await B.delete('a/1'); return await B.head('a/1')", "null")]
    [InlineData("await B.put('b', ''); await B.delete(['a/1', 'b', 'x']); return (await B.list()).objects.length", "0")]
    [InlineData("await B.delete(Array(1001).fill('x'))", "\"Error: delete: MaxKeys params must be positive integer \\u003C= 1000. (10022)\"")]
    [InlineData("const h = new Headers({ 'content-type': 'image/png', 'cache-control': 'no-store', 'x-other': '1' }); return (await B.put('h', '', { httpMetadata: h })).httpMetadata", """{"contentType":"image/png","cacheControl":"no-store"}""")]
    [InlineData("return (await B.put('m', 'x', { customMetadata: { __proto__: null, ['__proto__']: 'p', 'ä ✓': 'ö' } })).customMetadata", """{"__proto__":"p","ä ✓":"ö"}""")]
    public async Task Object_OfR2sDocuments_IsAsTheyShow(string body, string json) =>
        Assert.Equal(Plain(json), Plain(await _host.RunAsync($"{Put} {body}")));

    [Theory]
    [InlineData("'täxt'", "[116,195,164,120,116]")]
    [InlineData("null", "[]")]
    [InlineData("new Uint16Array([258]).buffer", "[2,1]")]
    [InlineData("new Uint8Array([1, 2, 3]).subarray(1)", "[2,3]")]
    [InlineData("new DataView(new ArrayBuffer(2))", "[0,0]")]
    [InlineData("new Blob(['a', new Uint8Array([0])])", "[97,0]")]
    [InlineData("new Response('abc').body", "[97,98,99]")]
    [InlineData("ReadableStream.from([new Uint8Array([1]), new Uint8Array([2])])", "[1,2]")]
    public async Task Put_AnyValueOfR2_IsWritten(string value, string json) =>
        Assert.Equal(json, await _host.RunAsync($"await B.put('v', {value}); return [...await (await B.get('v')).bytes()]"));

    [Theory]
    [InlineData("await B.put('k', 1)", "TypeError: Failed to execute 'put' on 'R2Bucket': Argument 2 is not of type 'ReadableStream or ArrayBuffer or ArrayBufferView or string or Blob'")]
    [InlineData("await B.put('k')", "TypeError: Failed to execute 'put' on 'R2Bucket': 2 arguments required, but only 1 present")]
    [InlineData("await B.put('', '')", "Error: put: The specified object name is not valid. (10020)")]
    [InlineData("await B.get('k'.repeat(1025))", "Error: get: The specified object name is not valid. (10020)")]
    [InlineData("await B.put('k', '', { customMetadata: { a: 'x'.repeat(2048) } })", "Error: put: Your metadata headers exceed the maximum allowed metadata size. (10012)")]
    [InlineData("await B.put('k', 'x', { ssecKey: 'a'.repeat(64) })", "TypeError: Failed to execute 'put' on 'R2Bucket': ssecKey cannot be used: this host encrypts no objects with a function's own key")]
    [InlineData("await B.get('k', { ssecKey: new Uint8Array(32) })", "TypeError: Failed to execute 'get' on 'R2Bucket': ssecKey cannot be used: ")]
    [InlineData("await B.createMultipartUpload('k', { ssecKey: 'a' })", "TypeError: Failed to execute 'createMultipartUpload' on 'R2Bucket': ssecKey cannot be used: ")]
    [InlineData("await (await B.createMultipartUpload('k')).uploadPart(1, 'x', { ssecKey: 'a' })", "TypeError: Failed to execute 'uploadPart' on 'R2MultipartUpload': ssecKey cannot be used: ")]
    [InlineData("await B.put('k', 'x', { md5: 'y' })", "TypeError: MD5 is 32 hex characters, not 1")]
    [InlineData("await B.put('k', 'x', { md5: 'z'.repeat(32) })", "TypeError: Provided MD5 wasn't a valid hex string")]
    [InlineData("await B.put('k', 'x', { sha1: new Uint8Array(19) })", "TypeError: SHA-1 is 20 bytes, not 19")]
    [InlineData("await B.put('k', 'x', { sha1: new Uint8Array(20), md5: new Uint8Array(16) })", "TypeError: You cannot specify multiple hashing algorithms.")]
    [InlineData("await B.put('k', 'x', { httpMetadata: { contentType: 'a\\nb' } })", "TypeError: Failed to execute 'put' on 'R2Bucket': contentType is no value of a header")]
    [InlineData("await B.put('k', new ReadableStream({ pull(c) { c.error(new Error('mine')) } }))", "Error: ")]
    [InlineData("await B.put('k', new Response(new Uint8Array(41 << 20)).body)", "Error: put: Your proposed upload exceeds the maximum allowed object size. (100100)")]
    [InlineData("await B.list({ limit: 0 })", "Error: list: MaxKeys params must be positive integer <= 1000. (10022)")]
    [InlineData("await B.list({ cursor: '%' })", "Error: list: The specified cursor is not valid. (10029)")]
    [InlineData("await B.resumeMultipartUpload('k', '../x').uploadPart(1, 'x')", "Error: uploadPart: The specified multipart upload does not exist. (10024)")]
    [InlineData("await (await B.createMultipartUpload('k')).uploadPart(0, 'x')", "TypeError: Part number must be between 1 and 10000 (inclusive). Actual value was: 0")]
    [InlineData("await (await B.createMultipartUpload('k')).complete([{ partNumber: 1, etag: 'x' }])", "Error: completeMultipartUpload: One or more of the specified parts could not be found. (10025)")]
    public async Task Call_ThatFails_SaysWhyAsR2Does(string body, string message)
    {
        Assert.Contains(message, Plain(await _host.RunAsync(body)), StringComparison.Ordinal);
        Assert.Equal("null", await _host.RunAsync("return await B.head('k')"));
    }

    [Fact]
    public async Task Put_WrongChecksum_IsToldAndNotWritten() => Assert.StartsWith(
        "\"Error: put: The SHA-256 checksum you specified did not match what we received.\\nYou provided a SHA-256 checksum with value: 0000",
        await _host.RunAsync("await B.put('k', 'x', { sha256: '0'.repeat(64) })"),
        StringComparison.Ordinal);

    [Fact]
    public async Task Put_RightChecksum_IsKept() => Assert.Equal(
        "[[\"md5\",\"sha256\"],32]",
        await _host.RunAsync("const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('x')); const o = await B.put('k', 'x', { sha256: hash }); return [Object.keys(o.checksums), o.checksums.sha256.byteLength]"));

    [Fact]
    public async Task List_WithEverything_GivesPages() => Assert.Equal(
        """[[["a/1",null,null]],true,["a/2","b"],["a/"],["b"],false,{"Owner":"Ann"}]""",
        await _host.RunAsync($$"""
            {{Put}} await B.put('a/2', 'x'); await B.put('b', 'y');
            const first = await B.list({ limit: 1 });
            const second = await B.list({ cursor: first.cursor });
            const groups = await B.list({ delimiter: '/' });
            const full = await B.list({ prefix: 'a/', include: ['customMetadata'], limit: 1 });
            return [first.objects.map((o) => [o.key, o.httpMetadata, o.customMetadata]), first.truncated, second.objects.map((o) => o.key), groups.delimitedPrefixes,
              groups.objects.map((o) => o.key), second.truncated, full.objects[0].customMetadata];
            """));

    [Fact]
    public async Task Upload_InParts_BecomesTheObject() => Assert.Equal(
        """["big",true,["one","two"],"onetwo","text/x","c8ddb6c3d3cb44fbe1d4d0c1ec5d4d1d-2"]""".Replace("c8ddb6c3d3cb44fbe1d4d0c1ec5d4d1d-2", "-2"),
        await _host.RunAsync("""
            const upload = await B.createMultipartUpload('big', { httpMetadata: { contentType: 'text/x' } });
            const again = B.resumeMultipartUpload(upload.key, upload.uploadId);
            const parts = [await upload.uploadPart(1, 'one'), await again.uploadPart(2, new Response('two').body)];
            const done = await again.complete(parts.reverse());
            const read = await B.get('big');
            return [upload.key, done.size === 6, ['one', 'two'], await read.text(), read.httpMetadata.contentType, done.etag.slice(32)];
            """));

    [Fact]
    public async Task Upload_Aborted_IsGone() => Assert.Equal(
        "\"Error: completeMultipartUpload: The specified multipart upload does not exist. (10024)\"",
        await _host.RunAsync("const u = await B.createMultipartUpload('big'); const p = await u.uploadPart(1, 'x'); await u.abort(); await u.complete([p])"));

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\u0000b")]
    [InlineData("..")]
    public async Task Put_KeyLikeAPath_StaysAKey(string key)
    {
        Assert.Equal("[\"x\",1]", await _host.RunAsync($"await B.put('{key}', 'x'); return [await (await B.get('{key}')).text(), (await B.list()).objects.length]"));
        Assert.Equal(["bodies", "index.sqlite", "pending"], _folder.GetFileSystemInfos().Select(one => one.Name.Split('-')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Put_BodyOfTheRequest_IsStreamedThroughAndBack()
    {
        const int Size = 32 << 20;
        const string Code = """
            export default { async fetch(request, { B }) {
              if (request.method === 'PUT') return Response.json((await B.put('large', request.body)).size);
              const object = await B.get('large');
              return new Response(object.body, { headers: { etag: object.httpEtag } });
            } };
            """;
        Pipe pipe = new();
        Task writing = WriteAsync(pipe.Writer, Size);
        string put = await BindingHost.TextAsync(await _host.InvokeAsync(Code, new EdgeRequest { Url = "https://example.com/", Method = "PUT", HasBody = true, BodyReader = pipe.Reader }));
        await writing;
        Assert.Equal($"{Size}", put);

        InvocationResult got = await _host.Host.Runtime.InvokeAsync("f", EdgeHost.Get());
        long read = 0;
        PipeReader reader = got.Response!.BodyReader!;
        for (ReadResult piece = await reader.ReadAsync(); ; piece = await reader.ReadAsync())
        {
            read += piece.Buffer.Length;
            reader.AdvanceTo(piece.Buffer.End);
            if (piece.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync();
        Assert.Equal(Size, read);
    }

    [Fact]
    public async Task Put_BuiltInsPatched_IsUnaffected() => Assert.Equal("\"hello\"", await _host.RunAsync("""
        Object.prototype.toJSON = Array.prototype.toJSON = () => 'stolen';
        Object.defineProperty(Object.prototype, 'range', { value: { offset: 1 }, configurable: true });
        Date.parse = JSON.parse = () => { throw new Error('patched') };
        await B.put('k', 'hello', { customMetadata: { a: 'b' } });
        const text = await (await B.get('k')).text();
        delete Object.prototype.toJSON; delete Array.prototype.toJSON; delete Object.prototype.range;
        return text;
        """));

    [Theory]
    [InlineData("""{ "type": "r2" }""", "has a bucket_name")]
    [InlineData("""{ "type": "r2", "bucket_name": "../x" }""", "is no name of a bucket")]
    public async Task Deploy_UnsoundBinding_IsRefused(string binding, string fault)
    {
        await using BindingHost host = new(binding, builder => builder.AddFileBuckets(_folder.FullName));
        Assert.Contains(fault, Assert.Single((await host.TryDeployAsync("export default { fetch() {} }")).Faults).Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Plain(string json) => json.Replace("\\u0022", "\\\"", StringComparison.Ordinal).Replace("\\u003C", "<", StringComparison.Ordinal);

    private static async Task WriteAsync(PipeWriter writer, int size)
    {
        byte[] piece = new byte[64 * 1024];
        for (int written = 0; written < size; written += piece.Length)
        {
            await writer.WriteAsync(piece);
        }

        await writer.CompleteAsync();
    }
}
