using System.Globalization;

namespace EdgeIsolates.Web.Fetch;

internal static class ContentLength
{
    /// <summary>What the headers say; <see langword="null"/> when they say nothing sensible.</summary>
    public static long? Of(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        foreach ((string name, string value) in headers)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;
            }
        }

        return null;
    }
}
