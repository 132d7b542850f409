namespace EdgeIsolates.AspNetCore;

/// <summary>One isolate at one moment.</summary>
internal sealed record IsolateDescription(
    string Id,
    string FunctionName,
    string FunctionVersion,
    IsolateState State,
    int RequestsServed,
    int RequestsUnderWay,
    long MemoryBytes,
    long MemoryLimitBytes,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUsedAt,
    double ColdStartMs)
{
    public static IsolateDescription Of(IsolateInfo isolate) => new(
        isolate.Id,
        isolate.FunctionName,
        isolate.FunctionVersion,
        isolate.State,
        isolate.RequestsServed,
        isolate.RequestsUnderWay,
        isolate.MemoryBytes,
        isolate.MemoryLimitBytes,
        isolate.CreatedAt,
        isolate.LastUsedAt,
        isolate.ColdStart.TotalMilliseconds);
}
