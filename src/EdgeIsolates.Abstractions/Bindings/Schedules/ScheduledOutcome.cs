namespace EdgeIsolates;

/// <summary>How the run of a tick ended. Immutable.</summary>
/// <param name="Outcome">The outcome's name, as in invocation records: <c>ok</c>, <c>exception</c>…</param>
/// <param name="Error">What went wrong; empty when nothing did.</param>
/// <param name="Duration">How long it took, to the millisecond.</param>
public sealed record ScheduledOutcome(string Outcome, string Error, TimeSpan Duration);
