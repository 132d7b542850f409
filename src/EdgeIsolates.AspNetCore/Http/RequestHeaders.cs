using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeIsolates.AspNetCore;

internal static class RequestHeaders
{
    /// <summary>The headers a function sees, one pair per value, in the order the server keeps them.</summary>
    public static List<KeyValuePair<string, string>> Of(HttpRequest request)
    {
        List<KeyValuePair<string, string>> headers = new(request.Headers.Count);
        if (UpgradeRequest.IsWebSocket(request.HttpContext))
        {
            headers.Add(UpgradeRequest.Header);
        }

        foreach (KeyValuePair<string, StringValues> header in request.Headers)
        {
            if (header.Key.StartsWith(':') || HopByHopHeaders.Contains(header.Key))
            {
                continue;
            }

            foreach (string? value in header.Value)
            {
                headers.Add(new KeyValuePair<string, string>(header.Key, value ?? ""));
            }
        }

        return headers;
    }
}
