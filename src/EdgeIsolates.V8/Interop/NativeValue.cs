using System.Runtime.InteropServices;

namespace EdgeIsolates.V8.Interop;

// ev8_value. Keep equal to native/edge_v8.h; NativeLayout checks the size at load.
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct NativeValue
{
    [FieldOffset(0)] internal NativeKind Kind;
    [FieldOffset(4)] internal int Flags;
    [FieldOffset(8)] internal double Number;
    [FieldOffset(8)] internal long Integer;
    [FieldOffset(8)] internal nint Data;
    [FieldOffset(16)] internal long Length;
    [FieldOffset(24)] internal nint Local;

    internal readonly bool IsOneByte => (Flags & 1) != 0;
}
