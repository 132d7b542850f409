namespace EdgeIsolates;

/// <summary>How requests are told apart while a function's traffic is split between two versions.</summary>
public sealed class TrafficOptions
{
    /// <summary>A request header whose value decides which version answers, so that one caller always meets the same: an API key, a user id.</summary>
    /// <value><see langword="null"/>, the default, means: none.</value>
    public string? StickyHeader { get; set; }

    /// <summary>A cookie that does the same when the header is not there.</summary>
    /// <value><see langword="null"/>, the default, means: none.</value>
    public string? StickyCookie { get; set; }

    /// <summary>A request header by which a caller asks for one of the live versions by its number, such as <c>X-Edge-Version: 7</c>.</summary>
    /// <value><see langword="null"/>, the default, means: none.</value>
    public string? VersionHeader { get; set; }
}
