using EdgeIsolates.Routing;

namespace EdgeIsolates.Deployments;

/// <summary>A function as this node serves it: its record, and its versions with what is loaded of them. Immutable: a change makes a new one that takes over versions that stay.</summary>
internal sealed class LiveFunction
{
    private LiveFunction(FunctionRecord record, IReadOnlyList<LiveVersion> versions)
    {
        Record = record;
        Versions = versions;
        Routes = [.. versions.SelectMany(version => version.Version.Routes).Distinct(StringComparer.Ordinal).Select(RoutePattern.Parse)];
    }

    public FunctionRecord Record { get; }

    /// <summary>In the order of <see cref="FunctionRecord.Traffic"/>.</summary>
    public IReadOnlyList<LiveVersion> Versions { get; }

    /// <summary>The routes of all live versions. During a split either version may be asked for any of them.</summary>
    public IReadOnlyList<RoutePattern> Routes { get; }

    public bool IsRemoved => Record.Status == FunctionStatus.Removed;

    public static LiveFunction From(FunctionRecord record, LiveFunction? before)
    {
        LiveVersion[] versions = [.. record.Traffic.Select(share => before?.FindVersion(share.Version.Version) ?? new LiveVersion(share.Version))];
        return new LiveFunction(record, versions);
    }

    public LiveVersion? FindVersion(string version) => Versions.FirstOrDefault(live => live.Version.Version == version);
}
