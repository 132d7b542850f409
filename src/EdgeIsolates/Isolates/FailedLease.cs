namespace EdgeIsolates.Isolates;

/// <summary>A lease that carries the reason why there is no isolate.</summary>
internal sealed class FailedLease(
    EdgeFunction function,
    InvocationOutcome outcome,
    EdgeError error,
    string region,
    TimeSpan wallTime,
    TimeSpan cpuTime,
    bool isCold,
    TimeSpan? retryAfter = null) : IIsolateLease
{
    public bool IsCold { get; } = isCold;

    public ColdStartPhases? ColdStart => null;

    public string IsolateId => "";

    public ValueTask<InvocationResult> FetchAsync(EdgeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ValueTask<InvocationResult>(new InvocationResult
        {
            Outcome = outcome,
            Error = error,
            RetryAfter = retryAfter,
            WallTime = wallTime,
            CpuTime = cpuTime,
            RequestId = UniqueIds.Next(),
            Region = region,
            FunctionName = function.Name,
            FunctionVersion = function.Version,
        });
    }

    public ValueTask DisposeAsync() => default;
}
