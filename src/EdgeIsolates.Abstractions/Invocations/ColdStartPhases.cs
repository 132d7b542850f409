using System.Runtime.InteropServices;

namespace EdgeIsolates;

/// <summary>Where the time of a cold start went. All phases are wall time.</summary>
/// <param name="BlankWait">Waiting for a blank isolate; near zero when the reserve had one.</param>
/// <param name="Load">Getting the code and handing it to the isolate.</param>
/// <param name="Compile">Compiling, or taking the code cache.</param>
/// <param name="Evaluate">Running the code once and finding its handler.</param>
/// <param name="FirstResponse">From the end of evaluation to the first answer; <see langword="null"/> until there was one.</param>
/// <param name="CodeCache">What the code cache did.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ColdStartPhases(
    TimeSpan BlankWait,
    TimeSpan Load,
    TimeSpan Compile,
    TimeSpan Evaluate,
    TimeSpan? FirstResponse,
    CodeCacheOutcome CodeCache)
{
    /// <summary>The time from the request for an isolate until it could take a request.</summary>
    public TimeSpan Ready => BlankWait + Load + Compile + Evaluate;
}
