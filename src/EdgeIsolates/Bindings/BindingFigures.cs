using System.Runtime.InteropServices;

namespace EdgeIsolates.Bindings;

/// <summary>What a request did with one binding.</summary>
/// <param name="Calls">Calls that have ended.</param>
/// <param name="Failures">Those of them that failed.</param>
/// <param name="Time">The wall time they took together.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BindingFigures(int Calls, int Failures, TimeSpan Time)
{
    public BindingFigures Plus(TimeSpan time, bool succeeded) => new(Calls + 1, Failures + (succeeded ? 0 : 1), Time + time);
}
