using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class HandlerShapeTests : IAsyncTest
{
    private readonly EdgeHost _host = new();

    [Theory]
    [InlineData("export default { fetch(request, env, ctx) { return new Response('hello'); } }")]
    [InlineData("export default { async fetch(request) { await null; return new Response('hello'); } }")]
    [InlineData("export default async function handler(request, env) { return new Response('hello'); }")]
    [InlineData("export const runtime = 'edge'; export async function GET(request) { return new Response('hello'); }")]
    [InlineData("addEventListener('fetch', event => event.respondWith(new Response('hello')));")]
    [InlineData("function fetch(request) { return new Response('hello'); }")]
    [InlineData("function handler(request) { return { status: 200, headers: {}, body: 'hello' }; }")]
    [InlineData("async function handler(request) { return { status: 200, body: 'hello' }; }")]
    public async Task Fetch_EachShape_Answers(string code)
    {
        InvocationResult result = await _host.RunAsync(code);
        Assert.Equal("hello", result.Text());
        Assert.Equal(200, result.Response!.Status);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
