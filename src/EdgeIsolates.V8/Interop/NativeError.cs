namespace EdgeIsolates.V8.Interop;

// ev8_error
internal unsafe struct NativeError
{
    internal NativeText Name;
    internal NativeText Message;
    internal NativeText Script;
    internal NativeText SourceLine;
    internal int Line;
    internal int Column;
    internal int Request;
    internal int FrameCount;
    internal NativeFrame* Frames;

    internal readonly V8Exception ToException()
    {
        var frames = new V8StackFrame[FrameCount];
        for (var index = 0; index < frames.Length; index++)
        {
            frames[index] = Frames[index].ToFrame();
        }

        return new V8Exception
        {
            Name = Name.ToString(),
            Message = Message.ToString(),
            ScriptName = Script.Length == 0 ? null : Script.ToString(),
            SourceLine = SourceLine.Length == 0 ? null : SourceLine.ToString(),
            Line = Line,
            Column = Column,
            Frames = frames,
        };
    }
}
