using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Compression;

/// <summary>The codecs that run in one isolate, by number; for the holder of its mailbox.</summary>
internal sealed class IsolateCodecs(TenantIsolate isolate)
{
    private readonly Dictionary<int, RunningCodec> _running = [];
    private int _last;

    /// <summary>Begins a codec.</summary>
    /// <exception cref="V8OpException">The isolate's budget has no room for it.</exception>
    public int Open(Invocation owner, string format, bool compresses)
    {
        ICodec codec = Create(format, compresses);
        if (!isolate.ChargeMemory(codec.NativeBytes))
        {
            isolate.ChargeMemory(-codec.NativeBytes);
            codec.Dispose();
            throw new V8OpException(V8ErrorClass.RangeError, "There is no memory left for the compression.");
        }

        var running = new RunningCodec(codec, compresses, owner, this, ++_last);
        owner.Own(running);
        _running.Add(_last, running);
        return _last;
    }

    /// <summary>A running codec.</summary>
    /// <exception cref="V8OpException">It has ended.</exception>
    public RunningCodec this[int number] => _running.TryGetValue(number, out RunningCodec? codec)
        ? codec
        : throw new V8OpException(V8ErrorClass.TypeError, "The stream is over: its data has failed, or the request that began it has ended.");

    public void Close(int number)
    {
        if (_running.TryGetValue(number, out RunningCodec? codec))
        {
            codec.Close();
        }
    }

    /// <summary>Told by a codec that ends.</summary>
    public void Forget(int number, long nativeBytes)
    {
        if (_running.Remove(number))
        {
            isolate.ChargeMemory(-nativeBytes);
        }
    }

    private static ICodec Create(string format, bool compresses) => format switch
    {
        "brotli" => compresses ? new BrotliCompressor() : new BrotliDecompressor(),
        _ => new ZLibCodec(format, compresses),
    };
}
