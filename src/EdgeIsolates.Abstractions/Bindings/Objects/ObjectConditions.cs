namespace EdgeIsolates;

/// <summary>What must hold of an object, as in conditional requests of HTTP (RFC 9110, section 13). What is not set holds.</summary>
public sealed record ObjectConditions
{
    /// <summary>Etags without quotes, one of which the object has; <c>*</c> for any object.</summary>
    public IReadOnlyList<string>? EtagMatches { get; init; }

    /// <summary>Etags without quotes, none of which the object has; <c>*</c> for no object.</summary>
    public IReadOnlyList<string>? EtagDoesNotMatch { get; init; }

    /// <summary>The object was written before. Not asked when <see cref="EtagMatches"/> is set and holds.</summary>
    public DateTimeOffset? UploadedBefore { get; init; }

    /// <summary>The object was written after. Not asked when <see cref="EtagDoesNotMatch"/> is set and holds.</summary>
    public DateTimeOffset? UploadedAfter { get; init; }

    /// <summary>Whether times are compared by whole seconds, as HTTP's headers have them.</summary>
    public bool SecondsGranularity { get; init; }

    /// <summary>Whether they hold.</summary>
    /// <param name="stored">The object; <see langword="null"/> when there is none.</param>
    /// <returns>Whether all hold.</returns>
    public bool Hold(StoredObject? stored)
    {
        if (stored is null)
        {
            return EtagMatches is null && UploadedAfter is null;
        }

        bool match = EtagMatches is null || Names(EtagMatches, stored.ETag);
        bool noneMatch = EtagDoesNotMatch is null || !Names(EtagDoesNotMatch, stored.ETag);
        long uploaded = Ticks(stored.Uploaded);
        bool before = UploadedBefore is not { } until || uploaded < Ticks(until) || EtagMatches is not null;
        bool after = UploadedAfter is not { } since || uploaded > Ticks(since) || EtagDoesNotMatch is not null;
        return match && noneMatch && before && after;
    }

    private static bool Names(IReadOnlyList<string> etags, string etag) => etags.Any(named => named == "*" || named == etag);

    private long Ticks(DateTimeOffset time) => SecondsGranularity ? time.ToUnixTimeSeconds() : time.ToUnixTimeMilliseconds();
}
