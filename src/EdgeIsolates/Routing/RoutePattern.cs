using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates.Routing;

// The rules of routes.
//
//   pattern  = [ host ] path            /webhook    /api/*    example.com/api/users/*    *.example.com/*
//   host     = name | "*." name         `*.` stands for one or more labels: *.example.com is a.example.com and a.b.example.com, not example.com
//   path     = "/" … [ "*" ]            `*` only at the end, for any rest, also none; `/api/*` answers `/api` too
//
// Hosts compare without regard to case, paths with it, and as they came: still percent-encoded. Patterns name no scheme, port or query.
//
// When several patterns fit, the most specific wins: first by host (a name, then the longest `*.` name, then no host at all), then by path (a whole path,
// then the longest part before `*`). Two different patterns never tie: equal hosts and equal paths are the same pattern, which belongs to one function.
internal sealed record RoutePattern
{
    private const string AnySubdomain = "*.";

    private RoutePattern(string? host, bool isSubdomains, string path, bool isPrefix)
    {
        Host = host;
        IsSubdomains = isSubdomains;
        Path = path;
        IsPrefix = isPrefix;
    }

    /// <summary>The host in lower case, without <c>*.</c>; <see langword="null"/> for any host.</summary>
    public string? Host { get; }

    /// <summary>Whether the pattern is for the host's subdomains, not for the host itself.</summary>
    public bool IsSubdomains { get; }

    /// <summary>The path; without the <c>*</c> when it is a prefix.</summary>
    public string Path { get; }

    /// <summary>Whether any rest may follow <see cref="Path"/>.</summary>
    public bool IsPrefix { get; }

    public static bool TryParse(string text, [MaybeNullWhen(false)] out RoutePattern pattern, [MaybeNullWhen(true)] out string fault)
    {
        pattern = null;
        fault = FaultOf(text);
        if (fault is not null)
        {
            return false;
        }

        int slash = text.IndexOf('/');
        string host = text[..slash].ToLowerInvariant();
        string path = text[slash..];
        bool isSubdomains = host.StartsWith(AnySubdomain, StringComparison.Ordinal);
        bool isPrefix = path.EndsWith('*');
        pattern = new RoutePattern(
            host.Length == 0 ? null : isSubdomains ? host[AnySubdomain.Length..] : host,
            isSubdomains,
            isPrefix ? path[..^1] : path,
            isPrefix);
        return true;
    }

    /// <summary>Parses a pattern that was checked before.</summary>
    public static RoutePattern Parse(string text) =>
        TryParse(text, out RoutePattern? pattern, out string? fault) ? pattern : throw new FormatException(fault);

    public override string ToString() => $"{(IsSubdomains ? AnySubdomain : "")}{Host}{Path}{(IsPrefix ? "*" : "")}";

    private static string? FaultOf(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return $"The route {text} names a scheme; leave it out.";
        }

        int slash = text.IndexOf('/');
        if (slash < 0)
        {
            return $"The route {text} has no path; write {text}/* for everything on a host, or /{text} for a path.";
        }

        ReadOnlySpan<char> host = text.AsSpan(0, slash);
        ReadOnlySpan<char> path = text.AsSpan(slash);
        if (host.StartsWith(AnySubdomain))
        {
            host = host[AnySubdomain.Length..];
            if (host.IsEmpty)
            {
                return $"The route {text} names no host after *.; leave the host out for any host.";
            }
        }

        foreach (Range label in host.Split('.'))
        {
            if (!host.IsEmpty && !IsLabel(host[label]))
            {
                return $"The route {text} has no valid host: letters, digits, - and _ between dots, with *. in front for subdomains.";
            }
        }

        if (path.TrimEnd('*').Contains('*') || path.EndsWith("**"))
        {
            return $"The route {text} has a * elsewhere than at its end.";
        }

        foreach (char character in path)
        {
            if (character is '?' or '#' or '\\' || char.IsWhiteSpace(character) || char.IsControl(character))
            {
                return $"The route {text} has a character that no path has; write it percent-encoded.";
            }
        }

        return null;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (char character in label)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
            {
                return false;
            }
        }

        return !label.IsEmpty;
    }
}
