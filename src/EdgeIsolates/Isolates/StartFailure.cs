namespace EdgeIsolates.Isolates;

/// <summary>Why a function did not start.</summary>
/// <param name="FaultCode">One of <see cref="DeployFaultCodes"/>, for a deploy.</param>
/// <param name="Outcome">The outcome, for a request that wanted a cold start.</param>
/// <param name="Error">The error, with its place in the source.</param>
/// <param name="CpuTime">The CPU time used until then.</param>
internal sealed record StartFailure(string FaultCode, InvocationOutcome Outcome, EdgeError Error, TimeSpan CpuTime);
