namespace EdgeIsolates.Deployments;

/// <summary>Where functions may run.</summary>
internal static class FunctionRegions
{
    /// <summary>Whether a version may run on a host of a region; one that names no region runs all.</summary>
    public static bool RunsIn(this FunctionConfig config, string region) =>
        config.Regions.Count == 0 || region.Length == 0 || config.Regions.Contains(region, StringComparer.OrdinalIgnoreCase);
}
