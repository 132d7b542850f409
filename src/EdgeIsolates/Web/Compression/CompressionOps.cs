using System.Buffers;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Compression;

/// <summary>
/// What <c>CompressionStream</c> and <c>DecompressionStream</c> need of the host. Each step runs where the script runs, so its time is the request's; it
/// takes at most a slice and gives at most <see cref="PieceBytes"/>, so that it is short.
/// </summary>
internal static class CompressionOps
{
    private const int PieceBytes = 64 * 1024;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_codec_open", Open),
        new("op_codec_write", Write),
        new("op_codec_end", End),
        new("op_codec_read", Read),
        new("op_codec_close", Close),
    ];

    private delegate int Filling(in V8OpCall call, RunningCodec codec, Span<byte> output);

    /// <summary><c>op_codec_open(format, compresses)</c>: its number.</summary>
    private static void Open(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = isolate.Find(call.Scope.CurrentRequest)
            ?? throw new V8OpException(V8ErrorClass.TypeError, "The request that this stream belongs to has ended.");
        call.Return(isolate.Codecs.Open(owner, call.GetString(0), call.GetBoolean(1)));
    }

    /// <summary><c>op_codec_write(number, bytes)</c>: a piece of output, or <c>null</c>: it wants more input.</summary>
    private static void Write(TenantIsolate isolate, in V8OpCall call) =>
        ReturnPiece(isolate, in call, static (in call, codec, output) => codec.Write(call.GetBytes(1), output));

    /// <summary><c>op_codec_end(number)</c>: a piece of output, or <c>null</c>: that was all.</summary>
    private static void End(TenantIsolate isolate, in V8OpCall call) => ReturnPiece(isolate, in call, static (in _, codec, output) => codec.End(output));

    /// <summary><c>op_codec_read(number)</c>, after a piece: the next, or <c>null</c>.</summary>
    private static void Read(TenantIsolate isolate, in V8OpCall call) => ReturnPiece(isolate, in call, static (in _, codec, output) => codec.Read(output));

    /// <summary><c>op_codec_close(number)</c>.</summary>
    private static void Close(TenantIsolate isolate, in V8OpCall call) => isolate.Codecs.Close(call.GetInt32(0));

    private static void ReturnPiece(TenantIsolate isolate, in V8OpCall call, Filling fill)
    {
        byte[] output = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int length = fill(in call, isolate.Codecs[call.GetInt32(0)], output.AsSpan(0, PieceBytes));
            if (length == 0)
            {
                call.Return((string?)null);
            }
            else
            {
                call.Return(output.AsSpan(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }
}
