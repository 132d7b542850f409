using System.Globalization;

namespace EdgeIsolates.Bindings.Caching;

/// <summary>Headers by their names, whatever their case.</summary>
internal static class CacheHeaders
{
    private static readonly string[] DateFormats = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"];

    /// <summary>All values of a header, joined; <see langword="null"/> when there is none.</summary>
    public static string? Find(this IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        string? found = null;
        foreach ((string key, string value) in headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = found is null ? value : $"{found}, {value}";
            }
        }

        return found;
    }

    public static KeyValuePair<string, string>[] Without(this IEnumerable<KeyValuePair<string, string>> headers, params string[] names) =>
        [.. headers.Where(header => !names.Contains(header.Key, StringComparer.OrdinalIgnoreCase))];

    /// <summary>A date as HTTP writes it (RFC 9110 §5.6.7).</summary>
    public static DateTimeOffset? ParseDate(string? text) =>
        DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;
}
