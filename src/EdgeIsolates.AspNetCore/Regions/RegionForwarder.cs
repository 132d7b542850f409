using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeIsolates.AspNetCore;

// A function runs where its configuration says. A request for one that does not run here goes to the nearest region that runs it, with its body streamed both ways and its
// trace continued; when that region cannot be reached, to the next nearest.
//
// 1. A request is forwarded once. It carries the name of the region that sent it, and a host that gets such a request for a function that does not run there either
//    refuses it: two hosts that disagree about a function never send a request round and round.
// 2. Another region is tried only while the request can be sent again: nothing has been answered, and its body is small and kept, or there is none.
// 3. A WebSocket passes through as bytes, whichever of HTTP/1.1 and HTTP/2 either side speaks. Requests under way may end when this host stops; such a connection, which
//    would not, is broken off.
internal sealed class RegionForwarder : IDisposable
{
    private const int MostKeptBytes = 64 * 1024;

    private readonly IHttpForwarder _forwarder;
    private readonly RegionPeers _peers;
    private readonly ForwarderRequestConfig _config;
    private readonly RegionTransformer _transformer;
    private readonly HttpMessageInvoker _client;
    private readonly CancellationToken _stopping;
    private readonly string _region;
    private readonly ILogger<RegionForwarder> _log;

    public RegionForwarder(
        IHttpForwarder forwarder,
        RegionPeers peers,
        IOptions<EdgeRegionOptions> options,
        IOptions<EdgeIsolatesOptions> edge,
        IHostApplicationLifetime lifetime,
        ILogger<RegionForwarder> log)
    {
        _forwarder = forwarder;
        _peers = peers;
        _region = edge.Value.Region;
        _stopping = lifetime.ApplicationStopping;
        _log = log;
        _transformer = new RegionTransformer(_region);
        _config = new ForwarderRequestConfig { ActivityTimeout = options.Value.ActivityTimeout };
        SocketsHttpHandler handler = NewHandler(options.Value);
        options.Value.ConfigureHandler?.Invoke(handler);
        _client = new HttpMessageInvoker(handler);
    }

    /// <summary>Whether a function does not run in this host's region.</summary>
    public bool RunsElsewhere(FunctionRecord function) =>
        RegionsOf(function) is { Count: > 0 } regions && !regions.Contains(_region, StringComparer.OrdinalIgnoreCase);

    /// <summary>Has another region answer.</summary>
    public async Task ForwardAsync(HttpContext context, FunctionRecord function)
    {
        if (context.Request.Headers.TryGetValue(RegionTransformer.ForwardedFromHeader, out var from))
        {
            _log.ForwardedInVain(function.Name, PlainText.Of(from.ToString()));
            await ProblemWriter.WriteWrongRegionAsync(context, _region);
            return;
        }

        bool isSocket = UpgradeRequest.IsWebSocket(context);
        bool canRepeat = isSocket || Keep(context.Request);
        foreach (RegionPeer peer in _peers.NearestOf(RegionsOf(function)))
        {
            ForwarderError error = await _forwarder.SendAsync(context, peer.Address.ToString(), _client, _config, _transformer, isSocket ? _stopping : default);
            if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            _peers.NoteUnreachable(peer);
            _log.RegionUnreachable(function.Name, peer.Region, context.Features.Get<IForwarderErrorFeature>()?.Exception?.Message ?? error.ToString());
            context.Response.Clear();
            if (!canRepeat)
            {
                break;
            }

            if (!isSocket)
            {
                context.Request.Body.Position = 0;
            }
        }

        await ProblemWriter.WriteNoRegionAsync(context, RegionsOf(function));
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler NewHandler(EdgeRegionOptions options) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = options.ConnectTimeout,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    };

    /// <summary>During a split, the newest version says where.</summary>
    private static IReadOnlyList<string> RegionsOf(FunctionRecord function) => function.Traffic is [.., { Version.Config.Regions: { } regions }] ? regions : [];

    /// <summary>Keeps a small body so that it can be sent again; false when it may be too large for that.</summary>
    private static bool Keep(HttpRequest request)
    {
        bool mayHaveBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;
        if (mayHaveBody && request.ContentLength is null or > MostKeptBytes)
        {
            return false;
        }

        request.EnableBuffering(MostKeptBytes);
        return true;
    }
}
