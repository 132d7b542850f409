namespace EdgeIsolates;

/// <summary>How long the phases of cold starts took, each as a distribution of its own. All of it is wall time. Immutable.</summary>
/// <param name="BlankWait">Waiting for a blank isolate.</param>
/// <param name="Load">Getting the code and handing it to the isolate.</param>
/// <param name="Compile">Compiling, or taking the code cache.</param>
/// <param name="Evaluate">Running the code once and finding its handler.</param>
/// <param name="FirstResponse">From the end of evaluation to the first answer, of those that gave one.</param>
public sealed record ColdStartDistributions(DurationFigures BlankWait, DurationFigures Load, DurationFigures Compile, DurationFigures Evaluate, DurationFigures FirstResponse);
