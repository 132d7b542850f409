namespace EdgeIsolates.V8.Interop;

// ev8_callbacks
internal unsafe struct NativeCallbacks
{
    internal long Size;
    internal delegate* unmanaged<nint, int, NativeValue*, int, NativeValue*, void> Op;
    internal delegate* unmanaged<nint, void> TaskPosted;
    internal delegate* unmanaged<nint, byte*, int, int> Write;
    internal delegate* unmanaged<nint, void> Release;
}
