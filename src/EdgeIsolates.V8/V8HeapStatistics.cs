using System.Runtime.InteropServices;

namespace EdgeIsolates.V8;

/// <summary>What an isolate holds, in bytes unless told otherwise.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct V8HeapStatistics
{
    /// <summary>JavaScript objects, live or not yet collected.</summary>
    public long UsedBytes { get; init; }

    /// <summary>Committed by V8: heap, code and WebAssembly memory.</summary>
    public long CommittedBytes { get; init; }

    /// <summary>The isolate's budget.</summary>
    public long LimitBytes { get; init; }

    /// <summary>ArrayBuffers.</summary>
    public long BufferBytes { get; init; }

    /// <summary>WebAssembly memories (part of <see cref="CommittedBytes"/>).</summary>
    public long WasmBytes { get; init; }

    /// <summary>Native memory of V8: parser, compilers, regular expressions, handles, internationalisation.</summary>
    public long NativeBytes { get; init; }

    /// <summary>What the host holds for the isolate.</summary>
    public long HostBytes { get; init; }

    /// <summary>How many global environments are alive (a count).</summary>
    public long NativeContexts { get; init; }

    /// <summary>How many of them are detached, which means leaked (a count).</summary>
    public long DetachedContexts { get; init; }

    /// <summary>V8's table of handles that the host holds.</summary>
    public long GlobalHandleBytes { get; init; }
}
