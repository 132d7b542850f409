using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.V8.Interop;

internal sealed class SnapshotHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    internal SnapshotHandle(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        NativeMethods.ev8_snapshot_free(handle);
        return true;
    }
}
