namespace EdgeIsolates.AspNetCore;

/// <summary>A live version and its share of the requests, in percent.</summary>
internal sealed record TrafficDescription(int Number, string Version, int Percent)
{
    public static TrafficDescription Of(TrafficShare share) => new(share.Version.Number, share.Version.Version, share.Percent);
}
