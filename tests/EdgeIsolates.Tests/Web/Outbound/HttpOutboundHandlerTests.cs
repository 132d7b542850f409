using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeIsolates.Tests.TestKit;
using EdgeIsolates.Web.Outbound;

namespace EdgeIsolates.Tests.Web.Outbound;

/// <summary>Requests on real sockets, with names that the test resolves.</summary>
public sealed class HttpOutboundHandlerTests
{
    private static readonly EdgeFunction Function = new() { Name = "f", Version = "1", Modules = [EdgeModule.JavaScript("index.js", "")], Routes = [] };

    [Fact]
    public async Task Send_NameOfAPrivateAddress_IsRefusedBeforeAnyConnection()
    {
        using var server = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using HttpOutboundHandler handler = Handler(new EgressOptions(), IPAddress.Loopback);

        HttpRequestException failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(handler, $"http://public.example:{server.Port}/"));

        Assert.Equal("127.0.0.1 is a loopback address; the host's egress rules allow public addresses only (public.example)", failure.Message);
        Assert.False(server.IsConnected);
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT/")]
    [InlineData("http://[::1]:PORT/")]
    [InlineData("http://0x7f.1:PORT/")]
    [InlineData("http://localhost:PORT/")]
    [InlineData("http://[::ffff:127.0.0.1]:PORT/")]
    public async Task Send_AddressInTheUrl_IsRefusedToo(string url)
    {
        using var server = new OneAnswer([]);
        using var handler = new HttpOutboundHandler(new EgressOptions(), Dns.GetHostAddressesAsync);

        HttpRequestException failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(handler, url.Replace("PORT", $"{server.Port}", StringComparison.Ordinal)));

        Assert.Contains("is a loopback address", failure.Message, StringComparison.Ordinal);
        Assert.False(server.IsConnected);
    }

    [Fact]
    public async Task Send_PrivateHost_ConnectsToTheAddressThatWasChecked()
    {
        using var server = new OneAnswer("HTTP/1.1 203 Fine\r\nX-A: 1\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray());
        int asked = 0;
        using var handler = new HttpOutboundHandler(new EgressOptions { PrivateHosts = { "api.internal" } }, (_, _) =>
        {
            asked++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });

        EdgeResponse response = await SendAsync(handler, $"http://api.internal:{server.Port}/a%2Fb?q='|");

        Assert.Equal((203, "Fine", 2L), (response.Status, response.StatusText, response.BodyLength));
        Assert.Equal(["X-A: 1", "Set-Cookie: a", "Set-Cookie: b"], response.Headers.Where(h => !h.Key.StartsWith("Content", StringComparison.Ordinal)).Select(h => $"{h.Key}: {h.Value}"));
        Assert.Equal("hi", await TextOf(response));
        Assert.StartsWith("GET /a%2Fb?q='| HTTP/1.1\r\n", await server.Request, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Send_CompressedAnswer_ComesAsItWas(string encoding)
    {
        byte[] body = Compress(encoding, Encoding.UTF8.GetBytes(new string('x', 10_000)));
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n");
        using var server = new OneAnswer([.. head, .. body]);
        using HttpOutboundHandler handler = Handler(new EgressOptions { AllowPrivateAddresses = true }, IPAddress.Loopback);

        EdgeResponse response = await SendAsync(handler, $"http://a.example:{server.Port}/");

        Assert.Equal(new string('x', 10_000), await TextOf(response));
        Assert.Null(response.BodyLength);
        Assert.DoesNotContain(response.Headers, header => header.Key is "Content-Encoding" or "Content-Length");
    }

    [Fact]
    public async Task Send_WithinATrace_PassesItOn()
    {
        using var server = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using HttpOutboundHandler handler = Handler(new EgressOptions { AllowPrivateAddresses = true }, IPAddress.Loopback);
        using var activity = new Activity("request");
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();

        await SendAsync(handler, $"http://a.example:{server.Port}/");

        Assert.Contains($"traceparent: 00-{activity.TraceId}-", await server.Request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_NobodyThere_SaysSo()
    {
        int port;
        using (var server = new OneAnswer([]))
        {
            port = server.Port;
        }

        using HttpOutboundHandler handler = Handler(new EgressOptions { AllowPrivateAddresses = true }, IPAddress.Loopback);
        HttpRequestException failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(handler, $"http://a.example:{port}/"));
        Assert.Equal($"no connection to a.example:{port}: Connection refused", failure.Message);
    }

    [Fact]
    public async Task Fetch_RedirectedToAPrivateAddress_IsRefused()
    {
        using var server = new OneAnswer("HTTP/1.1 302 Found\r\nLocation: http://metadata.example/\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await using var host = new EdgeHost(options => options.Egress.PrivateHosts.Add("localhost"));

        InvocationResult result = await host.RunAsync(
            $$"""
            export default { async fetch() {
              try { await fetch('http://localhost:{{server.Port}}/'); } catch (error) { return new Response(error.message); }
              return new Response('reached');
            } }
            """.Replace("metadata.example", "127.0.0.2", StringComparison.Ordinal));

        Assert.StartsWith("fetch failed: ", result.Text(), StringComparison.Ordinal);
        Assert.StartsWith("GET / ", await server.Request, StringComparison.Ordinal);
    }

    private static HttpOutboundHandler Handler(EgressOptions options, IPAddress address) => new(options, (_, _) => Task.FromResult<IPAddress[]>([address]));

    private static Task<EdgeResponse> SendAsync(HttpOutboundHandler handler, string url)
    {
        UriCreationOptions asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
        return handler.SendAsync(new OutboundRequest { Function = Function, Method = "GET", Url = new Uri(url, in asWritten) }, CancellationToken.None);
    }

    private static async Task<string> TextOf(EdgeResponse response)
    {
        using var bytes = new MemoryStream();
        await response.BodyReader!.CopyToAsync(bytes);
        await response.BodyReader.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static byte[] Compress(string encoding, byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
            _ => new ZLibStream(compressed, CompressionLevel.Fastest),
        })
        {
            stream.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>A server on the loopback interface that gives one answer to one request.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public OneAnswer(byte[] answer)
        {
            _listener.Start();
            Request = ServeAsync(answer);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public bool IsConnected { get; private set; }

        public Task<string> Request { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> ServeAsync(byte[] answer)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync();
            IsConnected = true;
            NetworkStream stream = client.GetStream();
            byte[] buffer = new byte[16 * 1024];
            int read = await stream.ReadAsync(buffer);
            await stream.WriteAsync(answer);
            return Encoding.Latin1.GetString(buffer, 0, read);
        }
    }
}
