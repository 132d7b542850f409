namespace EdgeIsolates.V8.Interop;

// ev8_bytes: memory that the native side allocated and ev8_bytes_free gives back.
internal unsafe struct NativeBytes
{
    internal byte* Data;
    internal long Length;

    internal byte[] TakeArray()
    {
        var array = new ReadOnlySpan<byte>(Data, checked((int)Length)).ToArray();
        fixed (NativeBytes* self = &this)
        {
            NativeMethods.ev8_bytes_free(self);
        }

        return array;
    }
}
