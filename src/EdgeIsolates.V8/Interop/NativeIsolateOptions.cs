namespace EdgeIsolates.V8.Interop;

// ev8_isolate_options
internal struct NativeIsolateOptions
{
    internal long LimitBytes;
    internal long ArrayBufferBytes;
    internal long StackBytes;
    internal int AllowEval;
    internal int Reserved;
    internal nint Owner;
}
