namespace EdgeIsolates.AspNetCore;

/// <summary>The JSON body of a traffic split: so many percent of the requests to this version. 100 ends the split, 0 takes the version out of it.</summary>
internal sealed class TrafficRequest
{
    public int? Number { get; set; }

    public int? Percent { get; set; }

    public string? By { get; set; }
}
