using System.Runtime.InteropServices;

namespace EdgeIsolates.Web.WebSockets;

/// <summary>A message, or the end of them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">The message; empty for a close.</param>
/// <param name="Code">The code of a close; see <see cref="CloseCodes"/>.</param>
/// <param name="Reason">The reason of a close.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SocketFrame(SocketFrameKind Kind, ReadOnlyMemory<byte> Payload, int Code = 0, string Reason = "")
{
    /// <summary>What one takes beside its payload.</summary>
    public const int Overhead = 64;

    /// <summary>What it takes while it waits.</summary>
    public int Bytes => Payload.Length + Overhead;

    public static SocketFrame Close(int code, string reason = "") => new(SocketFrameKind.Close, default, code, reason);
}
