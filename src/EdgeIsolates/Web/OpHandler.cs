using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web;

/// <summary>
/// Carries out an operation that the snapshot's scripts called. Runs inside the isolate, on its holder's thread, and must not wait. What is wrong for the
/// script is a <see cref="V8OpException"/>; any other exception is a fault of ours and becomes a plain <c>Error</c>.
/// </summary>
internal delegate void OpHandler(TenantIsolate isolate, in V8OpCall call);
