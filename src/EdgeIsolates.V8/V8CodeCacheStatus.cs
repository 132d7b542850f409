namespace EdgeIsolates.V8;

/// <summary>What V8 made of the code cache given with a source.</summary>
public enum V8CodeCacheStatus
{
    /// <summary>None was given.</summary>
    None = 0,

    /// <summary>It was used.</summary>
    Accepted = 1,

    /// <summary>It did not fit this source, this V8 or its flags; the source was compiled.</summary>
    Rejected = 2,
}
