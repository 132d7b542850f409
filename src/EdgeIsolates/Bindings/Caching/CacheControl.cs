using System.Globalization;

namespace EdgeIsolates.Bindings.Caching;

/// <summary>The directives of a <c>Cache-Control</c> header (RFC 9111 §5.2).</summary>
internal sealed class CacheControl
{
    private readonly Dictionary<string, string> _directives = new(StringComparer.OrdinalIgnoreCase);

    public CacheControl(string? header)
    {
        foreach (string directive in Split(header ?? ""))
        {
            int equals = directive.IndexOf('=', StringComparison.Ordinal);
            string name = (equals < 0 ? directive : directive[..equals]).Trim();
            _directives.TryAdd(name, equals < 0 ? "" : directive[(equals + 1)..].Trim().Trim('"'));
        }
    }

    public bool Has(string directive) => _directives.ContainsKey(directive);

    /// <summary>What a directive says behind its equals sign; empty when it says nothing.</summary>
    public string TextOf(string directive) => _directives.GetValueOrDefault(directive, "");

    /// <summary>A number of seconds: 0 when it is none, as a time that cannot be read is over; <see langword="null"/> without the directive.</summary>
    public TimeSpan? SecondsOf(string directive)
    {
        if (!_directives.TryGetValue(directive, out string? text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : TimeSpan.Zero;
    }

    /// <summary>Cuts at commas that stand in no quotes.</summary>
    private static IEnumerable<string> Split(string header)
    {
        bool quoted = false;
        int start = 0;
        for (int i = 0; i < header.Length; i++)
        {
            quoted ^= header[i] == '"';
            if (header[i] == ',' && !quoted)
            {
                yield return header[start..i];
                start = i + 1;
            }
        }

        yield return header[start..];
    }
}
