using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// The URL a function sees. The path is taken as the client wrote it, percent-encodings and all (signatures are computed over it), unless the host rewrote the
/// path on its way here or it held dot segments: then it is what the host has made of it.
/// </summary>
internal readonly record struct RequestUrl(string Absolute, string Host, string Path)
{
    public static RequestUrl Of(HttpContext context)
    {
        HttpRequest request = context.Request;
        string host = request.Host.HasValue ? request.Host.ToUriComponent() : "localhost";
        string path = PathOf(context);
        return new RequestUrl($"{request.Scheme}://{host}{path}{request.QueryString.ToUriComponent()}", WithoutPort(host), path);
    }

    private static string PathOf(HttpContext context)
    {
        PathString seenByHost = context.Request.PathBase.Add(context.Request.Path);
        string? target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is ['/', ..])
        {
            int query = target.IndexOf('?', StringComparison.Ordinal);
            string written = query < 0 ? target : target[..query];
            if (PathString.FromUriComponent(written) == seenByHost)
            {
                return written;
            }
        }

        return seenByHost.HasValue ? seenByHost.ToUriComponent() : "/";
    }

    private static string WithoutPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
