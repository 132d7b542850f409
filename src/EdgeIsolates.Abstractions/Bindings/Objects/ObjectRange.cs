namespace EdgeIsolates;

/// <summary>A part of an object: from an offset, so many bytes, or so many at the end.</summary>
/// <param name="Offset">The first byte; 0 when not set.</param>
/// <param name="Length">How many bytes; to the end when not set, or when there are fewer.</param>
/// <param name="Suffix">How many bytes at the end; the others are not set then.</param>
public sealed record ObjectRange(long? Offset, long? Length, long? Suffix)
{
    /// <summary>Says which bytes of an object they are.</summary>
    /// <param name="size">How many the object has.</param>
    /// <returns>The first one, and how many.</returns>
    /// <exception cref="ObjectException">There are no such bytes.</exception>
    public (long Offset, long Length) Of(long size)
    {
        if (Suffix is { } suffix)
        {
            long length = Math.Min(suffix, size);
            return suffix > 0 ? (size - length, length) : throw ObjectException.InvalidRange();
        }

        long offset = Offset ?? 0;
        return offset >= 0 && offset <= size && Length is null or > 0
            ? (offset, Math.Min(Length ?? long.MaxValue, size - offset))
            : throw ObjectException.InvalidRange();
    }
}
