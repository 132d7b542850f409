namespace EdgeIsolates.AspNetCore;

/// <summary>What became of one request. <c>Missed</c> counts the records that the listener lost before this one, because it was slow.</summary>
internal sealed record RecordDescription(
    DateTimeOffset StartedAt,
    string FunctionName,
    string FunctionVersion,
    string RequestId,
    string TraceId,
    string Method,
    string Url,
    InvocationOutcome Outcome,
    int Status,
    double WallMs,
    double CpuMs,
    ColdStartDescription? ColdStart,
    string IsolateId,
    long MemoryUsedBytes,
    int Subrequests,
    IReadOnlyList<BindingUsageDescription> Bindings,
    IReadOnlyList<LogLineDescription> Logs,
    ErrorDescription? Error,
    string Region,
    long Missed)
{
    public static RecordDescription Of(TailedInvocation tailed)
    {
        InvocationRecord record = tailed.Record;
        return new(
            record.StartedAt,
            record.FunctionName,
            record.FunctionVersion,
            record.RequestId,
            record.TraceId,
            record.Method,
            record.Url,
            record.Outcome,
            record.Status,
            record.WallTime.TotalMilliseconds,
            record.CpuTime.TotalMilliseconds,
            ColdStartDescription.Of(record.ColdStart),
            record.IsolateId,
            record.MemoryUsedBytes,
            record.Subrequests,
            BindingUsageDescription.Of(record.Bindings),
            LogLineDescription.Of(record.Logs),
            ErrorDescription.Of(record.Error),
            record.Region,
            tailed.Missed);
    }
}
