using System.Text;
using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

/// <summary>V8 itself, started once for the process. Thread-safe.</summary>
public static unsafe class V8Engine
{
    private static readonly Lazy<string> Started = new(Start);

    /// <summary>V8's version, for example <c>10.2.154.26-node.36</c>.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing or of another version.</exception>
    public static string Version => Started.Value;

    /// <summary>Isolates and bytes over the whole process.</summary>
    public static V8EngineStatistics Statistics
    {
        get
        {
            Initialize();
            V8EngineStatistics statistics;
            NativeMethods.ev8_engine_statistics_get(&statistics);
            return statistics;
        }
    }

    /// <summary>Starts V8 if it is not running yet. Everything else here does so by itself.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing or of another version.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux x64.</exception>
    public static void Initialize() => _ = Started.Value;

    private static string Start()
    {
        NativeLoader.Install();
        NativeLayout.Check();
        var callbacks = Callbacks.Table;
        var flags = Encoding.UTF8.GetBytes((AppContext.GetData("EdgeIsolates.V8.Flags") as string ?? string.Empty) + '\0');
        fixed (byte* text = flags)
        {
            if (NativeMethods.ev8_initialize(&callbacks, text) != V8Status.Ok)
            {
                throw new DllNotFoundException("The native library refused this assembly's callbacks.");
            }
        }

        return new string((sbyte*)NativeMethods.ev8_v8_version());
    }
}
