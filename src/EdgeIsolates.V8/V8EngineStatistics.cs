using System.Runtime.InteropServices;

namespace EdgeIsolates.V8;

/// <summary>V8 in this process, over all isolates.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct V8EngineStatistics
{
    /// <summary>Isolates that can run.</summary>
    public long IsolatesLive { get; init; }

    /// <summary>Isolates lost to contained fatal errors since the start.</summary>
    public long IsolatesLost { get; init; }

    /// <summary>Bytes that lost isolates still hold and that only the end of the process gives back.</summary>
    public long LostBytes { get; init; }

    /// <summary>Bytes that were taken back from lost isolates.</summary>
    public long ReclaimedBytes { get; init; }

    /// <summary>Bytes committed by V8 for all isolates.</summary>
    public long PageBytes { get; init; }
}
