namespace EdgeIsolates.Isolates;

/// <summary>Why a request gets no isolate.</summary>
/// <param name="Outcome">What the request ends with.</param>
/// <param name="Error">The reason in a sentence.</param>
/// <param name="CpuTime">CPU time that a failed start used.</param>
/// <param name="RetryAfter">When it is worth trying again; <see langword="null"/> when nobody knows.</param>
internal sealed record PoolRefusal(InvocationOutcome Outcome, EdgeError Error, TimeSpan CpuTime = default, TimeSpan? RetryAfter = null);
