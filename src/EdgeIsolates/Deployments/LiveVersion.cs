namespace EdgeIsolates.Deployments;

/// <summary>A version that gets requests on this node, and its code once it has been loaded. Made anew only when the version is not live already, so that its code stays.</summary>
internal sealed class LiveVersion(FunctionVersion version)
{
    private volatile EdgeFunction? _loaded;

    public FunctionVersion Version { get; } = version;

    /// <summary>The code, when it is in memory.</summary>
    public EdgeFunction? Loaded
    {
        get => _loaded;
        set => _loaded = value;
    }

    /// <summary>When it was last asked for, in ticks of the runtime's clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>A load under way, for others to join.</summary>
    public Task<EdgeFunction>? Loading { get; set; }
}
