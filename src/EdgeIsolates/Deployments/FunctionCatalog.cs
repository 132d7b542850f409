using System.Collections.Concurrent;
using EdgeIsolates.Isolates;
using EdgeIsolates.Routing;

namespace EdgeIsolates.Deployments;

// What this node serves: the functions by name and by route, as of the records it has seen.
//
// Records come from the node's own deploys and from the stores' change feed, in any order and more than once; a record counts only when its revision is higher than
// that of the one before, so the newest wins whatever way it came. A batch of records is one new route table, and none when no routes have changed. Requests read
// one reference each and never wait.
internal sealed class FunctionCatalog(VersionLoader loader, VersionWarmer warmer, IsolatePool pool)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, FunctionSlot> _slots = new(StringComparer.Ordinal);
    private volatile RouteTable<FunctionSlot> _routes = RouteTable<FunctionSlot>.Empty;

    /// <summary>Told after functions have changed, on the thread that brought the change: handlers are quick.</summary>
    public event EventHandler? Changed;

    public LiveFunction? Match(ReadOnlySpan<char> host, ReadOnlySpan<char> path) => _routes.Match(host, path)?.Live;

    /// <summary>The function of that name, unless it was removed.</summary>
    public LiveFunction? Find(string name) => _slots.TryGetValue(name, out FunctionSlot? slot) && slot.Live is { IsRemoved: false } live ? live : null;

    /// <summary>The function that answers exactly this pattern.</summary>
    public string? OwnerOf(RoutePattern pattern) => _routes.Find(pattern)?.Name;

    /// <summary>By name in ordinal order.</summary>
    public IReadOnlyList<FunctionRecord> List() =>
        [.. _slots.Values.Select(slot => slot.Live).Where(live => live is { IsRemoved: false }).Select(live => live!.Record).OrderBy(record => record.Name, StringComparer.Ordinal)];

    /// <summary>Takes over records that are newer than those it has. <paramref name="loaded"/>: the code of one of them, when it is in memory anyway.</summary>
    public void Apply(IEnumerable<FunctionRecord> records, EdgeFunction? loaded = null)
    {
        List<(LiveFunction? Before, LiveFunction After)> changes = [];
        lock (_gate)
        {
            bool routesChanged = false;
            foreach (FunctionRecord record in records)
            {
                FunctionSlot slot = _slots.GetOrAdd(record.Name, static name => new FunctionSlot(name));
                LiveFunction? before = slot.Live;
                if (before is not null && before.Record.Revision >= record.Revision)
                {
                    continue;
                }

                var after = LiveFunction.From(record, before);
                KeepLoaded(after, loaded);
                slot.Live = after;
                routesChanged |= !after.Routes.SequenceEqual(before?.Routes ?? []);
                changes.Add((before, after));
            }

            if (routesChanged)
            {
                _routes = new RouteTable<FunctionSlot>(_slots.Values.SelectMany(PatternsOf));
            }
        }

        foreach ((LiveFunction? before, LiveFunction after) in changes)
        {
            warmer.Follow(before, after);
            RetireVersions(before, after);
        }

        if (changes.Count > 0)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Starts isolates of versions that should have some, and whose code could not be loaded when they came.</summary>
    public void WarmAgain() =>
        warmer.TryAgain(version => Find(version.Version.FunctionName) is { Record.Status: FunctionStatus.Active } live && live.Versions.Contains(version));

    private void KeepLoaded(LiveFunction live, EdgeFunction? loaded)
    {
        if (loaded?.Name == live.Record.Name && live.FindVersion(loaded.Version) is { Loaded: null } version)
        {
            loader.Keep(version, loaded);
        }
    }

    /// <summary>Lets isolates of versions that get no more requests finish and go.</summary>
    private void RetireVersions(LiveFunction? before, LiveFunction after)
    {
        foreach (LiveVersion version in before?.Versions ?? [])
        {
            if (!after.Versions.Contains(version))
            {
                pool.Retire(version.Version.FunctionName, version.Version.Version);
                loader.Forget(version);
            }
        }
    }

    private static IEnumerable<KeyValuePair<RoutePattern, FunctionSlot>> PatternsOf(FunctionSlot slot) =>
        slot.Live is { } live ? live.Routes.Select(pattern => KeyValuePair.Create(pattern, slot)) : [];
}
