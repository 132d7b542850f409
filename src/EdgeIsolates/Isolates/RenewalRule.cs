namespace EdgeIsolates.Isolates;

// When an isolate is replaced though nothing is wrong with it yet: near its memory limit, after much growth, after many requests.
//
// What V8 has committed includes what every isolate has (the Web API and a young generation that may be full of garbage), which is no sign of a leak; so that much is
// added to the soft limit. It is not asked whether a collection would help: collecting a heap of that size takes longer than a cold start.
//
// A function that needs nearly all of its memory for its first request would be replaced after each, so an isolate is left alone for its first seconds.
internal sealed class RenewalRule(PoolOptions options, IsolateLimits limits)
{
    private const long OfEveryIsolate = 8L * 1024 * 1024;

    private static readonly TimeSpan LeastLife = TimeSpan.FromSeconds(10);

    private readonly long _softLimit = options.SoftMemoryPercent == 100 ? long.MaxValue : (limits.MemoryBytes / 100 * options.SoftMemoryPercent) + OfEveryIsolate;
    private readonly long _mostGrowth = options.MaxGrowthBytes > 0 ? options.MaxGrowthBytes : long.MaxValue;
    private readonly int _mostRequests = options.MaxRequestsPerIsolate > 0 ? options.MaxRequestsPerIsolate : int.MaxValue;

    /// <summary>For the holder of the isolate's mailbox.</summary>
    public bool IsDue(TenantIsolate isolate) =>
        isolate.RequestsServed >= _mostRequests
        || ((isolate.MeasuredBytes >= _softLimit || isolate.MeasuredBytes - isolate.BytesAfterFirst >= _mostGrowth) && isolate.Time.GetElapsedTime(isolate.BornAt) >= LeastLife);
}
