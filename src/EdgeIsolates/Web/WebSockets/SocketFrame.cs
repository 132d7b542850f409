using System.Runtime.InteropServices;

namespace EdgeIsolates.Web.WebSockets;

/// <summary>A message, or the end of them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">The message; empty for a close.</param>
/// <param name="Code">The code of a close; see <see cref="CloseCodes"/>.</param>
/// <param name="Reason">The reason of a close.</param>
/// <param name="IsFault">Whether nobody closed: the connection was given up, because of what the reason says.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SocketFrame(SocketFrameKind Kind, ReadOnlyMemory<byte> Payload, int Code = 0, string Reason = "", bool IsFault = false)
{
    /// <summary>What one takes beside its payload.</summary>
    public const int Overhead = 64;

    /// <summary>What it takes while it waits.</summary>
    public int Bytes => Payload.Length + Overhead;

    /// <summary>Whether it is the end of a connection that nobody has closed.</summary>
    public bool IsBreak => Kind == SocketFrameKind.Close && (IsFault || Code == CloseCodes.Abnormal);

    public static SocketFrame Close(int code, string reason = "") => new(SocketFrameKind.Close, default, code, reason);

    public static SocketFrame Fault(int code, string reason) => new(SocketFrameKind.Close, default, code, reason, IsFault: true);
}
