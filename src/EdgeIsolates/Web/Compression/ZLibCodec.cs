using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Compression;

/// <summary>deflate, deflate-raw and gzip, one way or the other.</summary>
internal sealed unsafe class ZLibCodec : ICodec
{
    private const long DeflateBytes = 300 * 1024;
    private const long InflateBytes = 48 * 1024;

    private readonly bool _compresses;
    private ZLibStream _stream;
    private bool _isDisposed;

    public ZLibCodec(string format, bool compresses)
    {
        _compresses = compresses;
        fixed (ZLibStream* stream = &_stream)
        {
            int bits = ZLib.WindowBits(format);
            int status = compresses
                ? ZLib.DeflateInit(stream, ZLib.DefaultLevel, ZLib.DeflateMethod, bits, ZLib.DefaultMemoryLevel, ZLib.DefaultStrategy)
                : ZLib.InflateInit(stream, bits);
            if (status != ZLib.Ok)
            {
                throw new V8OpException(V8ErrorClass.RangeError, "There is no memory left for the compression.");
            }
        }
    }

    public long NativeBytes => _compresses ? DeflateBytes : InflateBytes;

    public CodecStep Step(ReadOnlySpan<byte> input, Span<byte> output, bool isLast)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        fixed (byte* inputBytes = input)
        fixed (byte* outputBytes = output)
        fixed (ZLibStream* stream = &_stream)
        {
            stream->NextIn = inputBytes;
            stream->AvailableIn = (uint)input.Length;
            stream->NextOut = outputBytes;
            stream->AvailableOut = (uint)output.Length;
            int status = _compresses ? ZLib.Deflate(stream, isLast ? ZLib.Finish : ZLib.NoFlush) : ZLib.Inflate(stream, ZLib.NoFlush);
            if (status is not (ZLib.Ok or ZLib.StreamEnd or ZLib.BufferError))
            {
                throw new InvalidDataException();
            }

            return new CodecStep(input.Length - (int)stream->AvailableIn, output.Length - (int)stream->AvailableOut, status == ZLib.StreamEnd);
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        fixed (ZLibStream* stream = &_stream)
        {
            _ = _compresses ? ZLib.DeflateEnd(stream) : ZLib.InflateEnd(stream);
        }
    }
}
