using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Web;

public sealed class AnswersTests : IAsyncTest
{
    private readonly EdgeHost _host = new();

    [Theory]
    [InlineData("undefined", "The function returned undefined;")]
    [InlineData("null", "The function returned null;")]
    [InlineData("'text'", "The function returned a string;")]
    [InlineData("42", "The function returned a number;")]
    [InlineData("[1]", "The function returned an array;")]
    [InlineData("() => 1", "The function returned a function;")]
    [InlineData("({ statusCode: 200, data: 1 })", "The function returned an object with the keys statusCode, data;")]
    [InlineData("new Map()", "The function returned an object (Map(0) {});")]
    [InlineData("Promise.resolve('text')", "The function returned a string;")]
    [InlineData("Response.error()", "Response.error()")]
    [InlineData("({ status: 99 })", "The status 99 is not in the range 200 to 599")]
    public async Task Fetch_NoAnswer_FailsWithOneSentence(string returned, string sentence)
    {
        InvocationResult result = await _host.RunAsync($"export default {{ fetch() {{ return {returned}; }} }};");

        Assert.Equal(InvocationOutcome.Exception, result.Outcome);
        Assert.Contains(sentence, result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ body: 'x' }", 200, "text/plain;charset=UTF-8", "x")]
    [InlineData("{ status: 201, body: { a: 1 } }", 201, "application/json", "{\"a\":1}")]
    [InlineData("{ status: 202, body: [1, 2], headers: { 'Content-Type': 'x/y' } }", 202, "x/y", "[1,2]")]
    [InlineData("{ body: new Uint8Array([104, 105]) }", 200, null, "hi")]
    [InlineData("{ status: 204, body: '' }", 204, null, "")]
    [InlineData("{ body: 7 }", 200, "text/plain;charset=UTF-8", "7")]
    public async Task Fetch_PlainObject_IsAnAnswer(string returned, int status, string? contentType, string body)
    {
        InvocationResult result = await _host.RunAsync($"export default {{ fetch() {{ return {returned}; }} }};");

        Assert.Equal(body, result.Text());
        Assert.Equal(status, result.Response!.Status);
        Assert.Equal(contentType, result.Header("content-type"));
    }

    [Fact]
    public async Task Fetch_BodyAlreadyRead_NamesTheFirstReader()
    {
        InvocationResult result = await _host.RunAsync("export default { async fetch() { const r = new Response('x'); await r.text(); return r; } };");

        Assert.Contains("already read by text()", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ListenerWithoutAnswer_SaysSo()
    {
        InvocationResult result = await _host.RunAsync("addEventListener('fetch', () => {});");

        Assert.Contains("respondWith", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ListenerThrows_FailsWithThatError()
    {
        InvocationResult result = await _host.RunAsync("addEventListener('fetch', () => { throw new RangeError('mine'); });");

        Assert.Equal(("RangeError", "mine"), (result.Error!.Name, result.Error.Message));
    }

    [Fact]
    public async Task Fetch_MethodNotExported_Answers405WithAllow()
    {
        InvocationResult result = await _host.RunAsync(
            "export const runtime = 'edge'; export function GET() { return new Response('x'); }",
            EdgeHost.Get() with { Method = "DELETE" });

        Assert.Equal(405, result.Response!.Status);
        Assert.Equal("GET, HEAD", result.Header("allow"));
    }

    [Fact]
    public async Task Fetch_PlainScript_ReadsRequestAndEnvironmentPlainly()
    {
        InvocationResult result = await _host.RunAsync(
            "function handler(request) { return { body: [request.method, new URL(request.url).pathname, request.headers['x-a'], GREETING].join(' ') }; }",
            EdgeHost.Get("/p") with { Headers = [new("X-A", "b")] },
            FunctionConfig.Default with { EnvVars = new Dictionary<string, string> { ["GREETING"] = "hi" } });

        Assert.Equal("GET /p b hi", result.Text());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
