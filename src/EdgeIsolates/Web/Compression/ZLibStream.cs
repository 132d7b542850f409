using System.Runtime.InteropServices;

namespace EdgeIsolates.Web.Compression;

/// <summary>The state that zlib is called with, as .NET's native library lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ZLibStream
{
    public byte* NextIn;
    public byte* NextOut;
    public byte* Message;
    public void* State;
    public uint AvailableIn;
    public uint AvailableOut;
}
