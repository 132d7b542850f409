namespace EdgeIsolates;

/// <summary>What becomes of ticks that no node could run in time, because none was up.</summary>
public enum CronMisfire
{
    /// <summary>The last of them is run, once, as soon as a node is up.</summary>
    RunLast,

    /// <summary>None of them is run.</summary>
    Skip,
}
