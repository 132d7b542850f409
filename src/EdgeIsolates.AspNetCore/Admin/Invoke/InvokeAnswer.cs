namespace EdgeIsolates.AspNetCore;

/// <summary>
/// What became of the request. A body that is text stands in <c>Body</c>, any other in <c>BodyBase64</c>; of a long or endless one the beginning. The log lines are
/// null when they could not be had in time.
/// </summary>
internal sealed record InvokeAnswer(
    InvocationOutcome Outcome,
    string FunctionName,
    string FunctionVersion,
    string RequestId,
    int? Status,
    IReadOnlyList<HeaderDescription> Headers,
    string? Body,
    byte[]? BodyBase64,
    bool IsBodyCutOff,
    double WallMs,
    double CpuMs,
    ColdStartDescription? ColdStart,
    string IsolateId,
    long MemoryUsedBytes,
    string Region,
    ErrorDescription? Error,
    IReadOnlyList<LogLineDescription>? Logs);
