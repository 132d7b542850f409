namespace EdgeIsolates;

/// <summary>What V8's code cache did for a cold start.</summary>
public enum CodeCacheOutcome
{
    /// <summary>There was no cache; the source was compiled.</summary>
    Miss,

    /// <summary>V8 took the cache.</summary>
    Hit,

    /// <summary>There was a cache that V8 did not accept (another V8 or other flags); the source was compiled.</summary>
    Rejected,
}
