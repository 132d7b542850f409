namespace EdgeIsolates.V8.Interop;

// ev8_frame
internal struct NativeFrame
{
    internal NativeText Function;
    internal NativeText Script;
    internal int Line;
    internal int Column;

    internal readonly V8StackFrame ToFrame() => new(Function.ToString(), Script.ToString(), Line, Column);
}
