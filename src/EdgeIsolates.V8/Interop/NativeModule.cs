namespace EdgeIsolates.V8.Interop;

// ev8_module
internal unsafe struct NativeModule
{
    internal byte* Name;
    internal long NameLength;
    internal byte* Content;
    internal long ContentLength;
    internal byte* CodeCache;
    internal long CodeCacheLength;
    internal V8ModuleKind Kind;
    internal int Reserved;
}
