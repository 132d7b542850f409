using System.Buffers;
using System.IO.Compression;

namespace EdgeIsolates.Web.Compression;

/// <summary>Brotli, back.</summary>
internal sealed class BrotliDecompressor : ICodec
{
    private BrotliDecoder _decoder;

    // The largest window of the format, and tables.
    public long NativeBytes => (16 + 1) * 1024 * 1024;

    public CodecStep Step(ReadOnlySpan<byte> input, Span<byte> output, bool isLast)
    {
        OperationStatus status = _decoder.Decompress(input, output, out int consumed, out int produced);
        return status == OperationStatus.InvalidData
            ? throw new InvalidDataException()
            : new CodecStep(consumed, produced, status == OperationStatus.Done);
    }

    public void Dispose() => _decoder.Dispose();
}
