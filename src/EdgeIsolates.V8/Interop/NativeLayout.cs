using System.Runtime.CompilerServices;

namespace EdgeIsolates.V8.Interop;

// The handshake: the native library must speak the same version of the ABI and lay its structs out as we do.
internal static class NativeLayout
{
    internal static void Check()
    {
        var version = NativeMethods.ev8_version();
        if (version != NativeMethods.AbiVersion)
        {
            throw new DllNotFoundException(
                $"The native library 'libedge_v8.so' has ABI version {version}, but this EdgeIsolates.V8 needs {NativeMethods.AbiVersion}. Build or restore both from the same version.");
        }

        CheckSize<NativeValue>(0);
        CheckSize<NativeError>(1);
        CheckSize<NativeFrame>(2);
        CheckSize<NativeIsolateOptions>(3);
        CheckSize<V8HeapStatistics>(4);
        CheckSize<V8EngineStatistics>(5);
        CheckSize<NativeCallbacks>(6);
        CheckSize<NativeScript>(7);
        CheckSize<NativeModule>(8);
    }

    private static void CheckSize<T>(int which)
        where T : unmanaged
    {
        var native = NativeMethods.ev8_layout(which);
        if (native != Unsafe.SizeOf<T>())
        {
            throw new DllNotFoundException($"The native library lays out {typeof(T).Name} in {native} bytes, this assembly in {Unsafe.SizeOf<T>()}.");
        }
    }
}
