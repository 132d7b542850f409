using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeIsolates.V8.Interop;

// Finds libedge_v8.so below runtimes/linux-x64/native of the application, or wherever the runtime's own search finds it.
internal static class NativeLoader
{
    private const string FileName = "libedge_v8.so";

    internal static void Install() => NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
        {
            return 0;
        }

        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new PlatformNotSupportedException("EdgeIsolates.V8 runs on Linux x64 with glibc 2.36 or later.");
        }

        // Below runtimes/ in a build's output and in a portable publish; flattened by a publish for linux-x64.
        var shipped = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", FileName);
        var flattened = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(shipped) ? NativeLibrary.Load(shipped)
            : File.Exists(flattened) ? NativeLibrary.Load(flattened)
            : NativeLibrary.Load(FileName, assembly, searchPath);
    }
}
