namespace EdgeIsolates;

/// <summary>Where the time of the average cold start went. All of it is wall time.</summary>
/// <param name="BlankWait">Waiting for a blank isolate.</param>
/// <param name="Load">Getting the code and handing it to the isolate.</param>
/// <param name="Compile">Compiling, or taking the code cache.</param>
/// <param name="Evaluate">Running the code once and finding its handler.</param>
/// <param name="FirstResponse">From the end of evaluation to the first answer.</param>
/// <param name="CodeCacheHits">The share of cold starts, 0 to 1, for which V8 took the code cache.</param>
public sealed record ColdStartAverages(TimeSpan BlankWait, TimeSpan Load, TimeSpan Compile, TimeSpan Evaluate, TimeSpan FirstResponse, double CodeCacheHits);
