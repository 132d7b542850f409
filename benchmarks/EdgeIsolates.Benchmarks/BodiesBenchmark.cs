using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary>A whole invocation whose body goes in, is read and goes out again as what it was read as; beside .NET doing the same to the bytes.</summary>
[MemoryDiagnoser]
public class BodiesBenchmark
{
    private BenchmarkRuntime _runtime = null!;
    private EdgeFunction _text = null!;
    private EdgeFunction _json = null!;
    private EdgeFunction _bytes = null!;
    private EdgeFunction _none = null!;
    private byte[] _body = [];

    [Params(1, 1024)]
    public int Kilobytes { get; set; }

    [GlobalSetup]
    public async Task SetUp()
    {
        const string Item = """{"id":1234,"name":"an item","price":12.5,"tags":["a","b"],"ok":true}""";
        _body = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(Item, Kilobytes * 1024 / Item.Length))}]");
        _runtime = new BenchmarkRuntime();
        _text = await DeployAsync("text", "new Response(await request.text())");
        _json = await DeployAsync("json", "Response.json(await request.json())");
        _bytes = await DeployAsync("bytes", "new Response(await request.arrayBuffer())");
        _none = await DeployAsync("none", "new Response('hello')");
    }

    [Benchmark]
    public Task Hello() => _runtime.InvokeAsync(_none, new EdgeRequest { Url = "https://example.com/" });

    [Benchmark]
    public int TextOfDotNet() => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_body)).Length;

    [Benchmark]
    public Task Text() => PostAsync(_text);

    [Benchmark]
    public int JsonOfDotNet() => Encoding.UTF8.GetBytes(JsonNode.Parse(_body)!.ToJsonString()).Length;

    [Benchmark]
    public Task Json() => PostAsync(_json);

    [Benchmark]
    public int BytesOfDotNet() => _body.ToArray().Length;

    [Benchmark]
    public Task ArrayBuffer() => PostAsync(_bytes);

    [GlobalCleanup]
    public async Task CleanUp() => await _runtime.DisposeAsync();

    private Task<InvocationResult> PostAsync(EdgeFunction function) =>
        _runtime.InvokeAsync(function, new EdgeRequest { Method = "POST", Url = "https://example.com/", Body = _body, HasBody = true });

    private Task<EdgeFunction> DeployAsync(string name, string answer) =>
        _runtime.DeployAsync(name, $"export default {{ async fetch(request) {{ return {answer}; }} }};");
}
