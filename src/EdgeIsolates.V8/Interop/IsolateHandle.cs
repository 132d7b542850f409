using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.V8.Interop;

// A native isolate and the handle by which its callbacks find the managed one. An entered scope holds a reference, so an isolate is only
// disposed once nobody is inside.
internal sealed class IsolateHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly SnapshotHandle _snapshot;
    private GCHandle _owner;

    internal IsolateHandle(nint handle, SnapshotHandle snapshot, GCHandle owner)
        : base(ownsHandle: true)
    {
        var referenced = false;
        snapshot.DangerousAddRef(ref referenced);
        _snapshot = snapshot;
        _owner = owner;
        SetHandle(handle);
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.ev8_isolate_dispose(handle);
        _owner.Free();
        _snapshot.DangerousRelease();
        return true;
    }
}
