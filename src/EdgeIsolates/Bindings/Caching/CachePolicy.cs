using System.Globalization;

namespace EdgeIsolates.Bindings.Caching;

// What a shared cache may keep, and for how long (RFC 9111 §3 and §4.2), with the liberties of Cloudflare's: what says nothing about its time is kept for the times that Cloudflare
// documents for its status; an answer that sets a cookie is not kept, unless it says that the cookie is private, and then goes without it.
internal static class CachePolicy
{
    /// <summary>The answer as it is kept, and for how long; <see langword="null"/> when it must not be kept.</summary>
    public static (IReadOnlyList<KeyValuePair<string, string>> Headers, TimeSpan Age, TimeSpan Lifetime)? Judge(
        IReadOnlyList<KeyValuePair<string, string>> request,
        int status,
        IReadOnlyList<KeyValuePair<string, string>> response,
        DateTimeOffset now)
    {
        var control = new CacheControl(response.Find("cache-control"));
        bool dropsCookie = control.Has("private") && control.TextOf("private").Split(',', StringSplitOptions.TrimEntries).Contains("set-cookie", StringComparer.OrdinalIgnoreCase);
        bool isPrivate = control.Has("private") && !dropsCookie;
        if (isPrivate || control.Has("no-store") || control.Has("no-cache") || status is 206 or 304)
        {
            return null;
        }

        if ((response.Find("set-cookie") is not null && !dropsCookie) || response.Find("vary")?.Contains('*', StringComparison.Ordinal) == true)
        {
            return null;
        }

        if (request.Find("authorization") is not null && !control.Has("public") && !control.Has("must-revalidate") && !control.Has("s-maxage"))
        {
            return null;
        }

        TimeSpan age = AgeOf(response, now);
        TimeSpan lifetime = LifetimeOf(control, status, response, now);
        return lifetime > age ? (dropsCookie ? response.Without("set-cookie") : response, age, lifetime) : null;
    }

    private static TimeSpan LifetimeOf(CacheControl control, int status, IReadOnlyList<KeyValuePair<string, string>> response, DateTimeOffset now)
    {
        if ((control.SecondsOf("s-maxage") ?? control.SecondsOf("max-age")) is { } said)
        {
            return said;
        }

        if (response.Find("expires") is { } expires)
        {
            return CacheHeaders.ParseDate(expires) - (CacheHeaders.ParseDate(response.Find("date")) ?? now) ?? TimeSpan.Zero;
        }

        return status switch
        {
            200 or 301 => TimeSpan.FromMinutes(120),
            302 or 303 => TimeSpan.FromMinutes(20),
            404 or 410 => TimeSpan.FromMinutes(3),
            _ => TimeSpan.Zero,
        };
    }

    /// <summary>How old the answer was when it came (RFC 9111 §4.2.3).</summary>
    private static TimeSpan AgeOf(IReadOnlyList<KeyValuePair<string, string>> response, DateTimeOffset now)
    {
        TimeSpan said = int.TryParse(response.Find("age"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        TimeSpan apparent = now - CacheHeaders.ParseDate(response.Find("date")) ?? TimeSpan.Zero;
        return said > apparent ? said : apparent;
    }
}
