namespace EdgeIsolates.V8;

/// <summary>Why V8 was told to stop.</summary>
public enum V8TerminationReason
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>A request used more CPU time than its limit.</summary>
    Cpu = 1,

    /// <summary>The isolate used more memory than its limit. It should be disposed.</summary>
    Memory = 2,

    /// <summary>The host asked for it.</summary>
    Host = 3,
}
