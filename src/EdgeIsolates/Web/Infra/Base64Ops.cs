using System.Buffers;
using System.Buffers.Text;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Infra;

/// <summary>Base64 between bytes and the bytes of its digits; see <c>base64.js</c>.</summary>
internal static class Base64Ops
{
    public static IReadOnlyList<Op> All { get; } = [new("op_base64_encode", Encode), new("op_base64_decode", Decode)];

    /// <summary><c>op_base64_encode(bytes)</c>: the digits, padded.</summary>
    private static void Encode(TenantIsolate isolate, in V8OpCall call)
    {
        ReadOnlySpan<byte> bytes = call.GetBytes(0);
        byte[] digits = new byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, digits, out _, out int written);
        call.Return(digits.AsSpan(0, written));
    }

    /// <summary><c>op_base64_decode(digits)</c>: the bytes of whole groups of four digits; null when something else is among them.</summary>
    private static void Decode(TenantIsolate isolate, in V8OpCall call)
    {
        ReadOnlySpan<byte> digits = call.GetBytes(0);
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(digits.Length)];
        if (Base64.DecodeFromUtf8(digits, bytes, out _, out int written, isFinalBlock: false) != OperationStatus.Done)
        {
            call.Return((string?)null);
            return;
        }

        call.Return(bytes.AsSpan(0, written));
    }
}
