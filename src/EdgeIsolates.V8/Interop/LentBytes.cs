using System.Buffers;

namespace EdgeIsolates.V8.Interop;

// The host's memory while a script looks at it.
internal sealed class LentBytes(MemoryHandle pinned) : IDisposable
{
    private MemoryHandle _pinned = pinned;

    public void Dispose() => _pinned.Dispose();
}
