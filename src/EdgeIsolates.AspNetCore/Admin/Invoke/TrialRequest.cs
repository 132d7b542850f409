using System.Text;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Makes the request that a function is tried with, or says what is wrong with it.</summary>
internal static class TrialRequest
{
    private static readonly char[] LineBreaks = ['\r', '\n', '\0'];

    public static (EdgeRequest? Request, string? Fault) Of(HttpContext context, InvokeRequest asked)
    {
        string method = string.IsNullOrEmpty(asked.Method) ? HttpMethods.Get : asked.Method;
        byte[]? body = asked.BodyBase64 ?? (asked.Body is null ? null : Encoding.UTF8.GetBytes(asked.Body));
        if (UrlOf(context.Request, asked.Url) is not { } url)
        {
            return (null, "url is a path such as /api?x=1 or an absolute URL with http or https.");
        }

        if (FaultOf(method, asked, body is not null) is { } fault)
        {
            return (null, fault);
        }

        return (new EdgeRequest
        {
            Method = method,
            Url = url,
            Headers = [.. (asked.Headers ?? []).Select(header => KeyValuePair.Create(header.Key, header.Value!))],
            Body = body,
            HasBody = body is not null,
        }, null);
    }

    private static string? FaultOf(string method, InvokeRequest asked, bool hasBody)
    {
        if (!method.All(IsTokenCharacter))
        {
            return "method is no HTTP method.";
        }

        if (hasBody && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)))
        {
            return $"A {method} request has no body.";
        }

        return asked is { Body: not null, BodyBase64: not null } ? "A request has either body or bodyBase64."
            : asked.Headers?.Any(header => !IsHeader(header.Key, header.Value)) == true ? "A header's name is a token, and its value text without line breaks."
            : null;
    }

    private static bool IsHeader(string name, string? value) =>
        name.Length > 0 && name.All(IsTokenCharacter) && value is not null && value.IndexOfAny(LineBreaks) < 0;

    private static bool IsTokenCharacter(char character) => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);

    private static string? UrlOf(HttpRequest here, string? asked)
    {
        string host = here.Host.HasValue ? here.Host.ToUriComponent() : "localhost";
        string url = string.IsNullOrEmpty(asked) ? "/" : asked;
        string absolute = url.StartsWith('/') ? $"{here.Scheme}{Uri.SchemeDelimiter}{host}{url}" : url;
        return Uri.TryCreate(absolute, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https") ? uri.AbsoluteUri : null;
    }
}
