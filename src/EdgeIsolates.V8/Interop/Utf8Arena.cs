using System.Runtime.InteropServices;
using System.Text;

namespace EdgeIsolates.V8.Interop;

// UTF-8 texts in native memory for the length of one call.
internal sealed unsafe class Utf8Arena : IDisposable
{
    private readonly List<nint> _blocks = [];

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }
    }

    internal NativeText Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var block = (byte*)NativeMemory.Alloc((nuint)Math.Max(length, 1));
        _blocks.Add((nint)block);
        Encoding.UTF8.GetBytes(text, new Span<byte>(block, length));
        return new NativeText { Data = block, Length = length };
    }
}
