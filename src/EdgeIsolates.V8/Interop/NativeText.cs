using System.Text;

namespace EdgeIsolates.V8.Interop;

// ev8_text
internal unsafe struct NativeText
{
    internal byte* Data;
    internal long Length;

    public readonly override string ToString() => Encoding.UTF8.GetString(Data, (int)Length);
}
