using System.Runtime.InteropServices;

namespace EdgeIsolates.Isolates;

/// <summary>What a request in the queue got; one of three.</summary>
/// <param name="Isolate">An isolate, whose user it is now.</param>
/// <param name="IsReserved">Whether nobody else begins in that isolate before it does.</param>
/// <param name="Turn">The turn to make a cold start.</param>
/// <param name="Refusal">The reason why it gets nothing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Grant(TenantIsolate? Isolate = null, bool IsReserved = false, StartTurn? Turn = null, PoolRefusal? Refusal = null);
