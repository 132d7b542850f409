using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace EdgeIsolates;

/// <summary>A stream, or a socket, that passes from one isolate to another. Who gets it completes it.</summary>
/// <param name="Reader">The bytes of a stream.</param>
/// <param name="Length">How many there will be; -1 when that is not known.</param>
/// <param name="Socket">The socket, when it is no stream.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventBody(PipeReader? Reader, double Length, EdgeWebSocket? Socket = null);
