using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeIsolates.AspNetCore;

/// <summary>What a request looks like to the other region: as the client sent it, with its host, because routes depend on it, and with a mark that says it has come far enough.</summary>
internal sealed class RegionTransformer(string region) : HttpTransformer
{
    /// <summary>Names the region that has forwarded a request.</summary>
    public const string ForwardedFromHeader = "X-Edge-Forwarded-From";

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        HttpRequest request = httpContext.Request;
        RequestUrl url = RequestUrl.Of(httpContext);
        proxyRequest.RequestUri = new Uri($"{destinationPrefix.TrimEnd('/')}{url.Path}{request.QueryString.ToUriComponent()}");
        proxyRequest.Headers.Host = request.Host.ToUriComponent();
        proxyRequest.Headers.TryAddWithoutValidation(ForwardedFromHeader, region);
        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        if (httpContext.Connection.RemoteIpAddress is { } address)
        {
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        }
    }

    /// <summary>To a client of HTTP/2 every success opens the connection that it asked for; to one of HTTP/1.1 that is status 101 alone.</summary>
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is { Version.Major: 1 } && UpgradeRequest.IsTunnel(httpContext, (int)proxyResponse.StatusCode))
        {
            await ProblemWriter.WriteNoWebSocketAsync(httpContext, httpContext.TraceIdentifier);
            return false;
        }

        return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
    }
}
