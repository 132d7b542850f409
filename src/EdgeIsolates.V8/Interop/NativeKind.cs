namespace EdgeIsolates.V8.Interop;

internal enum NativeKind
{
    Undefined = 0,
    Null = 1,
    Boolean = 2,
    Int32 = 3,
    Double = 4,
    String = 5,
    Bytes = 6,
    Object = 7,
    Throw = 8,
}
