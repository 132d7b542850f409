namespace EdgeIsolates;

/// <summary>One step of a series. Immutable.</summary>
/// <param name="Time">The step's beginning, in UTC.</param>
/// <param name="Figures">What happened in it.</param>
public sealed record MetricsPoint(DateTimeOffset Time, InvocationFigures Figures);
