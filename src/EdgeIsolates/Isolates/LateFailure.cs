namespace EdgeIsolates.Isolates;

/// <summary>What went wrong with a request after its answer was given.</summary>
/// <param name="Outcome">How the request ended by it; <see cref="InvocationOutcome.Ok"/> when the caller has the whole answer all the same.</param>
/// <param name="Error">The error.</param>
internal sealed record LateFailure(InvocationOutcome Outcome, EdgeError Error);
