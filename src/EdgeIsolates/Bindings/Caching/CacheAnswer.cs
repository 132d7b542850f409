using System.Globalization;

namespace EdgeIsolates.Bindings.Caching;

/// <summary>What a request gets of a kept answer: all of it, a part (RFC 9110 §14), or word that it has it already (§13).</summary>
internal static class CacheAnswer
{
    /// <summary>Makes the answer.</summary>
    /// <param name="request">The request's headers.</param>
    /// <param name="kept">What is kept.</param>
    /// <param name="age">How old that is.</param>
    public static EdgeResponse To(IReadOnlyList<KeyValuePair<string, string>> request, CachedResponse kept, TimeSpan age)
    {
        List<KeyValuePair<string, string>> headers =
        [
            .. kept.Headers.Without("age", "content-length", "cf-cache-status"),
            new("age", ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            new("cf-cache-status", "HIT"),
        ];
        if (IsUnchanged(request, kept.Headers))
        {
            return new EdgeResponse { Status = 304, Headers = headers };
        }

        int length = kept.Body.Length;
        if (kept.Status == 200 && request.Find("range") is { } range && IsOfThis(request.Find("if-range"), kept.Headers))
        {
            switch (ByteRange.Parse(range, length))
            {
                case { IsSatisfiable: false }:
                    return new EdgeResponse { Status = 416, Headers = [.. headers.Without("content-type"), new("content-range", $"bytes */{length}"), Length(0)] };
                case { } part:
                    string place = string.Create(CultureInfo.InvariantCulture, $"bytes {part.Start}-{part.End - 1}/{length}");
                    return new EdgeResponse
                    {
                        Status = 206,
                        Headers = [.. headers, new("content-range", place), Length(part.End - part.Start)],
                        Body = kept.Body[part.Start..part.End],
                    };
            }
        }

        return new EdgeResponse { Status = kept.Status, StatusText = kept.StatusText, Headers = [.. headers, Length(length)], Body = kept.Body };
    }

    private static KeyValuePair<string, string> Length(int bytes) => new("content-length", bytes.ToString(CultureInfo.InvariantCulture));

    private static bool IsUnchanged(IReadOnlyList<KeyValuePair<string, string>> request, IReadOnlyList<KeyValuePair<string, string>> kept)
    {
        if (request.Find("if-none-match") is { } tags)
        {
            return kept.Find("etag") is { } tag
                && (tags.Trim() == "*" || tags.Split(',').Any(given => Weak(given) == Weak(tag)));
        }

        return CacheHeaders.ParseDate(request.Find("if-modified-since")) is { } since
            && CacheHeaders.ParseDate(kept.Find("last-modified")) is { } modified
            && modified <= since;
    }

    /// <summary>Whether a part would be one of what the request has a part of already.</summary>
    private static bool IsOfThis(string? ifRange, IReadOnlyList<KeyValuePair<string, string>> kept)
    {
        if (ifRange is null)
        {
            return true;
        }

        return ifRange.Contains('"', StringComparison.Ordinal)
            ? !ifRange.StartsWith("W/", StringComparison.Ordinal) && ifRange.Trim() == kept.Find("etag")?.Trim()
            : CacheHeaders.ParseDate(ifRange) is { } date && CacheHeaders.ParseDate(kept.Find("last-modified")) == date;
    }

    private static string Weak(string tag)
    {
        string trimmed = tag.Trim();
        return trimmed.StartsWith("W/", StringComparison.Ordinal) ? trimmed[2..] : trimmed;
    }
}
