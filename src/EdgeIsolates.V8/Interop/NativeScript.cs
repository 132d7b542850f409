namespace EdgeIsolates.V8.Interop;

// ev8_script
internal unsafe struct NativeScript
{
    internal byte* Name;
    internal long NameLength;
    internal byte* Source;
    internal long SourceLength;
    internal long Lazily;
}
