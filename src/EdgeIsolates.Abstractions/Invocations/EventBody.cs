using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace EdgeIsolates;

/// <summary>A stream that passes from one isolate to another. Who gets it completes it.</summary>
/// <param name="Reader">The bytes.</param>
/// <param name="Length">How many there will be; -1 when that is not known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventBody(PipeReader Reader, double Length);
