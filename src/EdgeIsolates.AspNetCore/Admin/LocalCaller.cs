using System.Net;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Whether a request comes from this machine. The address alone does not tell: a reverse proxy on this machine forwards strangers (it says so in
/// X-Forwarded-For or Forwarded), and a web page can make its visitor's browser send requests to localhost under the page's own host name (DNS rebinding). In-process
/// test servers and Unix sockets have no address; they are local.
/// </summary>
internal static class LocalCaller
{
    public static bool Is(HttpContext context)
    {
        IHeaderDictionary headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is not { } address
            || (IPAddress.IsLoopback(address)
                && AdminExposure.NamesThisMachine(context.Request.Host.Host)
                && !headers.ContainsKey("X-Forwarded-For")
                && !headers.ContainsKey("Forwarded"));
    }
}
