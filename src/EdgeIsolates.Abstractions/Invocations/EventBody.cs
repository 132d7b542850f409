using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace EdgeIsolates;

/// <summary>A stream, a socket or a stub that passes from one isolate to another. Who gets it completes it.</summary>
/// <param name="Reader">The bytes of a stream.</param>
/// <param name="Length">How many there will be; -1 when that is not known.</param>
/// <param name="Socket">The socket, when it is one.</param>
/// <param name="Stub">The claim of a stub, when it is one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventBody(PipeReader? Reader, double Length, EdgeWebSocket? Socket = null, IDisposable? Stub = null);
