using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Compression;

/// <summary>
/// A codec that a script feeds: it keeps the input that did not fit through in one step, knows whether the data has ended as it must, and is charged to
/// its isolate. It ends with its data, or with the request that began it.
/// </summary>
internal sealed class RunningCodec : IDisposable
{
    private readonly ICodec _codec;
    private readonly bool _compresses;
    private readonly Invocation _owner;
    private readonly IsolateCodecs _place;
    private readonly int _number;
    private byte[] _kept = [];
    private int _keptStart;
    private bool _isInputOver;
    private bool _isEnd;

    public RunningCodec(ICodec codec, bool compresses, Invocation owner, IsolateCodecs place, int number)
    {
        _codec = codec;
        _compresses = compresses;
        _owner = owner;
        _place = place;
        _number = number;
    }

    /// <summary>Takes input; it must have asked for it.</summary>
    /// <returns>How much of <paramref name="output"/> was written; 0: it wants more input.</returns>
    public int Write(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int produced = Step(input, output, out int consumed);
        _kept = consumed == input.Length ? [] : input[consumed..].ToArray();
        _keptStart = 0;
        return produced;
    }

    /// <summary>Says that no more input comes.</summary>
    public int End(Span<byte> output)
    {
        _isInputOver = true;
        return Read(output);
    }

    /// <summary>Goes on with the input it has.</summary>
    public int Read(Span<byte> output)
    {
        int produced = Step(_kept.AsSpan(_keptStart), output, out int consumed);
        _keptStart += consumed;
        if (produced == 0 && _isInputOver)
        {
            Finish();
        }

        return produced;
    }

    public void Dispose()
    {
        _place.Forget(_number, _codec.NativeBytes);
        _codec.Dispose();
    }

    private int Step(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        consumed = 0;
        if (_isEnd)
        {
            return input.IsEmpty ? 0 : throw Fail("There is more data after the end of the compressed data.");
        }

        try
        {
            CodecStep step = _codec.Step(input, output, _isInputOver);
            consumed = step.Consumed;
            _isEnd = step.IsEnd;
            return step.Produced == 0 && _isEnd && consumed < input.Length ? throw Fail("There is more data after the end of the compressed data.") : step.Produced;
        }
        catch (InvalidDataException)
        {
            throw Fail("The compressed data is not valid.");
        }
    }

    private void Finish()
    {
        if (!_isEnd && !_compresses)
        {
            throw Fail("The compressed data ends before it is complete.");
        }

        Close();
    }

    public void Close()
    {
        _owner.Disown(this);
        Dispose();
    }

    private V8OpException Fail(string message)
    {
        Close();
        return new V8OpException(V8ErrorClass.TypeError, message);
    }
}
