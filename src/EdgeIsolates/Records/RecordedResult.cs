using System.Diagnostics;

namespace EdgeIsolates.Records;

/// <summary>A result as a record.</summary>
internal static class RecordedResult
{
    /// <summary>The record of a request that is over with its result.</summary>
    public static InvocationRecord ToRecord(
        this InvocationResult result,
        EdgeRequest request,
        DateTimeOffset startedAt,
        Activity? activity,
        RecordTail tail = default) => new()
        {
            StartedAt = startedAt,
            FunctionName = result.FunctionName,
            FunctionVersion = result.FunctionVersion,
            RequestId = result.RequestId,
            TraceId = TraceIdOf(activity),
            Method = request.Method,
            Url = WithoutQuery(request.Url),
            Outcome = result.Outcome == InvocationOutcome.Ok && tail.Late is { } late ? late.Outcome : result.Outcome,
            Status = result.Response?.Status ?? 0,
            WallTime = result.WallTime,
            CpuTime = tail.CpuTime > result.CpuTime ? tail.CpuTime : result.CpuTime,
            ColdStart = result.ColdStart,
            IsolateId = result.IsolateId,
            MemoryUsedBytes = result.MemoryUsedBytes,
            Subrequests = tail.Subrequests,
            Logs = tail.Logs ?? [],
            Bindings = tail.Bindings ?? [],
            Error = result.Error ?? tail.Late?.Error,
            Region = result.Region,
        };

    private static string TraceIdOf(Activity? activity) => activity is { IdFormat: ActivityIdFormat.W3C } ? activity.TraceId.ToHexString() : "";

    private static string WithoutQuery(string url)
    {
        int end = url.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? url : url[..end];
    }
}
