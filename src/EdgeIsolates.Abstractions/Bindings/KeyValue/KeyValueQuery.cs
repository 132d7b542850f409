using System.Text;

namespace EdgeIsolates;

/// <summary>Which names of a <c>kv</c> namespace to list.</summary>
/// <param name="Prefix">What the keys begin with; empty for all.</param>
/// <param name="After">The key to begin after, which need not be there (any more); <see langword="null"/> for the first.</param>
/// <param name="Limit">The most names; at least 1.</param>
public sealed record KeyValueQuery(string Prefix, string? After, int Limit)
{
    /// <summary>The least key that is wanted, in UTF-8: keys are compared by their bytes.</summary>
    /// <returns>New bytes.</returns>
    public byte[] First()
    {
        byte[] prefix = Encoding.UTF8.GetBytes(Prefix);
        if (After is null)
        {
            return prefix;
        }

        // Nothing lies between a key and the same key with a zero behind it.
        byte[] behind = [.. Encoding.UTF8.GetBytes(After), 0];
        return behind.AsSpan().SequenceCompareTo(prefix) > 0 ? behind : prefix;
    }

    /// <summary>The first key behind all that are wanted, in UTF-8.</summary>
    /// <returns>New bytes; <see langword="null"/> when there is no prefix and so no end.</returns>
    public byte[]? End()
    {
        if (Prefix is "")
        {
            return null;
        }

        // UTF-8 has no byte 0xFF, so the last one can always be raised.
        byte[] end = Encoding.UTF8.GetBytes(Prefix);
        end[^1]++;
        return end;
    }
}
