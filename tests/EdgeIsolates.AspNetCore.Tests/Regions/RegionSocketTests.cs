using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeIsolates.AspNetCore.Tests.Regions;

/// <summary>WebSockets of functions that run in another region: two real hosts, with HTTP/1.1 or HTTP/2 before and between them.</summary>
public sealed class RegionSocketTests : IDisposable
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly Uri Nobody = new("http://127.0.0.1:1");

    private readonly X509Certificate2 _certificate = NewCertificate();

    [Theory]
    [InlineData(false, HttpProtocols.Http1, false)]
    [InlineData(true, HttpProtocols.Http1, false)]
    [InlineData(false, HttpProtocols.Http2, true)]
    [InlineData(true, HttpProtocols.Http2, true)]
    [InlineData(true, HttpProtocols.Http1, true)]
    public async Task Socket_FunctionOfAnotherRegion_PassesThrough(bool isClientHttp2, HttpProtocols between, bool isTls)
    {
        await using RegionApp eu = await RegionApp.StartAsync("eu", protocols: between, certificate: isTls ? _certificate : null);
        await using RegionApp us = await StartUsAsync(isClientHttp2, regions => regions.Peers["eu"] = eu.Address);
        await eu.DeployAsync("EU");
        await us.DeployAsync("EU");
        using TestSocket socket = await ConnectAsync(us, isClientHttp2, "/a%2Fb?x=1");

        JsonElement seen = JsonDocument.Parse(await socket.ReceiveAsync()).RootElement;
        Assert.Equal(("chat", "eu"), (socket.Socket.SubProtocol, socket.Socket.HttpResponseHeaders!["x-edge-region"].Single()));
        Assert.Equal((RegionApp.Host, "/a%2Fb?x=1", "GET", ""), (Text("host"), Text("path"), Text("method"), Text("body")));
        Assert.Contains(Trace[3..35], Text("trace"), StringComparison.Ordinal);
        string large = new('x', 200_000);
        Assert.Equal(large, await socket.AskAsync(large));
        await socket.SendAsync([0, 1, 255]);
        Assert.Equal("[0,1,255]", await socket.ReceiveAsync());
        Assert.Equal("close 4001 as asked", await socket.AskAsync("close"));
        await socket.CloseOutputAsync(4002);
        await eu.Log.LineAsync("closed 4002");

        string? Text(string name) => seen.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Socket_ClientVanishes_FunctionIsTold(bool isHttp2)
    {
        await using RegionApp eu = await RegionApp.StartAsync("eu");
        await using RegionApp us = await StartUsAsync(isHttp2, regions => regions.Peers["eu"] = eu.Address);
        await eu.DeployAsync("eu");
        await us.DeployAsync("eu");
        using TestSocket socket = await ConnectAsync(us, isHttp2);
        await socket.ReceiveAsync();

        socket.Socket.Abort();

        await eu.Log.LineAsync("closed 1006");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Socket_NearestRegionIsAway_TheNextAnswers(bool isHttp2)
    {
        await using RegionApp asia = await RegionApp.StartAsync("asia");
        await using RegionApp us = await StartUsAsync(isHttp2, regions =>
        {
            regions.Peers["eu"] = Nobody;
            regions.Peers["asia"] = asia.Address;
            regions.Latencies["eu"] = TimeSpan.FromMilliseconds(80);
            regions.Latencies["asia"] = TimeSpan.FromMilliseconds(160);
        });
        await asia.DeployAsync("eu", "asia");
        await us.DeployAsync("eu", "asia");

        using TestSocket socket = await ConnectAsync(us, isHttp2);

        Assert.Equal("asia", socket.Socket.HttpResponseHeaders!["x-edge-region"].Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Socket_RegionsDisagree_IsRefusedInsteadOfSentRound(bool isHttp2)
    {
        await using RegionApp eu = await RegionApp.StartAsync("eu", regions => regions.Peers["us"] = Nobody);
        await using RegionApp us = await StartUsAsync(isHttp2, regions => regions.Peers["eu"] = eu.Address);
        await eu.DeployAsync("us");
        await us.DeployAsync("eu");

        WebSocketException failure = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(us, isHttp2));

        Assert.Equal(503, failure.Data["Status"]);
        await eu.Log.LineAsync("came from the region us");
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 501)]
    public async Task Answer_IsNoWebSocket_ClientGetsNoTunnel(bool isHttp2, int status)
    {
        await using RegionApp eu = await RegionApp.StartAsync("eu");
        await using RegionApp us = await StartUsAsync(isHttp2, regions => regions.Peers["eu"] = eu.Address);
        await eu.DeployAsync("eu");
        await us.DeployAsync("eu");

        WebSocketException failure = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(us, isHttp2, "/plain"));

        Assert.Equal(status, failure.Data["Status"]);
    }

    [Fact]
    public async Task Host_ThatForwards_Stops_ConnectionIsBrokenOff()
    {
        await using RegionApp eu = await RegionApp.StartAsync("eu");
        RegionApp us = await StartUsAsync(isHttp2: false, regions => regions.Peers["eu"] = eu.Address);
        await eu.DeployAsync("eu");
        await us.DeployAsync("eu");
        using TestSocket socket = await ConnectAsync(us, isHttp2: false);
        await socket.ReceiveAsync();

        Task stopping = us.StopAsync();

        await Assert.ThrowsAsync<WebSocketException>(socket.ReceiveAsync);
        await eu.Log.LineAsync("closed 1006");
        await stopping;
        await us.DisposeAsync();
    }

    public void Dispose() => _certificate.Dispose();

    private Task<RegionApp> StartUsAsync(bool isHttp2, Action<EdgeRegionOptions> peers) => RegionApp.StartAsync(
        "us",
        regions =>
        {
            peers(regions);
            regions.ConfigureHandler = handler => handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsOurs };
        },
        isHttp2 ? HttpProtocols.Http2 : HttpProtocols.Http1);

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _certificate.Thumbprint;

    private static Task<TestSocket> ConnectAsync(RegionApp app, bool isHttp2, string path = "/")
    {
        return isHttp2 ? TestSocket.ConnectHttp2Async(app.Address, path, Configure) : TestSocket.ConnectAsync(app.Address, path, Configure);

        static void Configure(ClientWebSocketOptions options)
        {
            options.SetRequestHeader("Host", RegionApp.Host);
            options.SetRequestHeader("traceparent", Trace);
            options.AddSubProtocol("chat");
        }
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
