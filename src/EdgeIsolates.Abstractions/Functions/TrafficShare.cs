namespace EdgeIsolates;

/// <summary>A version that gets requests, and how many of them.</summary>
/// <param name="Version">The version.</param>
/// <param name="Percent">Its share of the requests, 0 to 100; the shares of a function's versions sum to 100.</param>
public sealed record TrafficShare(FunctionVersion Version, int Percent);
