using System.Buffers;
using System.IO.Compression;

namespace EdgeIsolates.Web.Compression;

/// <summary>Brotli, with a quality for answers that are made once: the best one takes a hundred times as long.</summary>
internal sealed class BrotliCompressor : ICodec
{
    private const int Quality = 5;
    private const int WindowBits = 18;

    private BrotliEncoder _encoder = new(Quality, WindowBits);

    // Ring buffer, input blocks and hash tables, as measured.
    public long NativeBytes => 2 * 1024 * 1024;

    public CodecStep Step(ReadOnlySpan<byte> input, Span<byte> output, bool isLast)
    {
        OperationStatus status = _encoder.Compress(input, output, out int consumed, out int produced, isLast);
        return new CodecStep(consumed, produced, isLast && status == OperationStatus.Done);
    }

    public void Dispose() => _encoder.Dispose();
}
