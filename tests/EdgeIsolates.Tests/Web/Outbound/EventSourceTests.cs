using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Web.Outbound;

public sealed class EventSourceTests
{
    [Fact]
    public async Task Messages_OfStream_ArriveByTheStandard()
    {
        string stream = "\ufeff: comment\rdata: one\r\n\r\ndata:two\ndata:  three\nid: 7\nevent: news\n\nevent: empty\n\nid: 8\nretry: 1\ndata\n\ndata: unfinished\n";
        var outbound = new FakeOutbound(_ => Stream(stream));

        string text = await RunAsync(outbound,
            """
            const seen = [];
            const source = new EventSource('https://a.example/events');
            const see = (event) => seen.push([event.type, event.data, event.lastEventId, event.origin]);
            source.addEventListener('message', see);
            source.addEventListener('news', see);
            source.addEventListener('empty', see);
            source.onopen = (event) => seen.push([event.type, source.readyState]);
            await new Promise((resolve) => { source.onerror = () => { seen.push(['error', source.readyState]); source.close(); resolve(); }; });
            return JSON.stringify([...seen, source.readyState]);
            """);

        Assert.Equal(
            """[["open",1],["message","one","","https://a.example"],["news","two\n three","7","https://a.example"],["message","","8","https://a.example"],["error",0],2]""",
            text);
        Assert.Contains(outbound.Requests.Single().Headers, header => header is { Key: "accept", Value: "text/event-stream" });
    }

    [Fact]
    public async Task Connection_ThatEnds_IsMadeAgainWithTheLastId()
    {
        int asked = 0;
        var outbound = new FakeOutbound(_ => Stream($"retry: 1\nid: {++asked}\ndata: {asked}\n\n"));

        string text = await RunAsync(outbound,
            """
            const source = new EventSource('https://a.example/events');
            const seen = [];
            await new Promise((resolve) => { source.onmessage = ({ data }) => { seen.push(data); if (data === '3') { source.close(); resolve(); } }; });
            return seen.join();
            """);

        Assert.Equal("1,2,3", text);
        Assert.Equal([null, "1", "2"], outbound.Requests.Select(request => request.Headers.Where(header => header.Key == "last-event-id").Select(header => header.Value).SingleOrDefault()));
    }

    [Theory]
    [InlineData(204, "text/event-stream")]
    [InlineData(200, "text/plain")]
    public async Task Answer_ThatIsNoEventStream_EndsIt(int status, string type)
    {
        var outbound = new FakeOutbound(_ => Stream("data: x\n\n", status, type));
        Assert.Equal("error 2", await RunAsync(outbound,
            "const source = new EventSource('https://a.example/'); return await new Promise((resolve) => { source.onerror = (e) => resolve(`${e.type} ${source.readyState}`); });"));
    }

    private static EdgeResponse Stream(string text, int status = 200, string type = "text/event-stream") =>
        new() { Status = status, Headers = [new("Content-Type", type)], Body = Encoding.UTF8.GetBytes(text) };

    private static async Task<string> RunAsync(FakeOutbound outbound, string body)
    {
        await using var host = new EdgeHost(services: services => services.AddSingleton<IOutboundHandler>(outbound));
        InvocationResult result = await host.RunAsync($"export default {{ async fetch(request) {{ const answer = await (async () => {{ {body} }})(); return new Response(answer); }} }}");
        return result.Text();
    }
}
