namespace EdgeIsolates.Web.Compression;

/// <summary>A compressor or decompressor that is fed and emptied in steps.</summary>
internal interface ICodec : IDisposable
{
    /// <summary>What it holds of native memory, at most.</summary>
    long NativeBytes { get; }

    /// <summary>Goes on until the input is used up or the output is full.</summary>
    /// <param name="input">What is to be taken next.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="isLast">Whether no input comes after this.</param>
    /// <exception cref="InvalidDataException">The input is not what the codec's format allows.</exception>
    CodecStep Step(ReadOnlySpan<byte> input, Span<byte> output, bool isLast);
}
