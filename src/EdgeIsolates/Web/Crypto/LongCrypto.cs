using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>
/// Crypto that is done off the isolate's thread; see <see cref="HostWork"/>. The script gets a promise for a ticket; see <see cref="IsolateCrypto"/>.
/// </summary>
internal static class LongCrypto
{
    private const int LongData = 65_536;

    public static bool IsLong(ReadOnlySpan<byte> data) => data.Length > LongData;

    public static void Return(TenantIsolate isolate, in V8OpCall call, long heldBytes, Func<TimeSpan, byte[]> work)
    {
        V8Scope scope = call.Scope;
        if (isolate.Find(scope.CurrentRequest) is not { } invocation)
        {
            throw new V8OpException("OperationError", "The request that this belongs to is over.");
        }

        invocation.CpuTime = scope.GetRequestCpu(invocation.Id);
        PendingOp<byte[]>.Return(
            isolate,
            in call,
            isolate.Work.RunAsync(invocation, heldBytes, work),
            (in V8Scope later, byte[] result) => later.Int32(isolate.Crypto.Keep(result)));
    }
}
