using System.Runtime.InteropServices;

namespace EdgeIsolates.Load;

/// <summary>One request: the function, its time from the moment it was due until the answer was read, the answer's status (0: none), and whether it caused a cold start.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sample(int Function, double Milliseconds, int Status, bool IsCold);
