using EdgeIsolates.Records;

namespace EdgeIsolates.Isolates;

/// <summary>A lease that carries the reason why there is no isolate.</summary>
internal sealed class FailedLease(
    EdgeFunction function,
    InvocationOutcome outcome,
    EdgeError error,
    IsolateEnvironment environment,
    TimeSpan cpuTime,
    bool isCold,
    TimeSpan? retryAfter = null) : IRecordedLease
{
    public InvocationOutcome Outcome { get; } = outcome;

    public EdgeError Error { get; } = error;

    public bool IsCold { get; } = isCold;

    public ColdStartPhases? ColdStart => null;

    public string IsolateId => "";

    public ValueTask<InvocationResult> FetchAsync(EdgeRequest request, CancellationToken cancellationToken = default) =>
        FetchAsync(request, CallStart.Now(environment.Time), cancellationToken);

    public ValueTask<InvocationResult> FetchAsync(EdgeRequest request, CallStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var result = new InvocationResult
        {
            Outcome = Outcome,
            Error = Error,
            RetryAfter = retryAfter,
            WallTime = environment.Time.GetElapsedTime(start.Timestamp),
            CpuTime = cpuTime,
            RequestId = UniqueIds.Next(),
            Region = environment.Region,
            FunctionName = function.Name,
            FunctionVersion = function.Version,
        };
        return new ValueTask<InvocationResult>(environment.Records.Write(result, request, start.Time));
    }

    public ValueTask DisposeAsync() => default;
}
