using System.Collections.Concurrent;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Deployments;

// Starts isolates of versions that are about to get requests, so that no request waits for it: of versions that take over from one that has isolates here, and of those
// that are to be kept warm.
//
// The node that deploys starts one before it switches. Nodes that learn of it from the change feed must load the code first; they do so in the background, a few
// versions at a time, and requests that come meanwhile wait for the same start. A version whose code cannot be loaded is tried again when the store answers. Warming is only
// help: what is wrong with a version is told to the first request that meets it.
internal sealed class VersionWarmer(VersionLoader loader, IsolatePool pool, EdgeIsolatesOptions options) : IDisposable
{
    private const int AtATime = 2;

    private readonly SemaphoreSlim _turns = new(AtATime);
    private readonly ConcurrentDictionary<LiveVersion, byte> _missed = new();

    /// <summary>Starts an isolate of a version that is about to take over from <paramref name="before"/>, when that is wanted.</summary>
    public async ValueTask WarmAsync(EdgeFunction function, LiveFunction? before, CancellationToken cancellationToken)
    {
        if (IsWanted(function.Config, before))
        {
            await pool.WarmAsync(function, cancellationToken);
        }
    }

    /// <summary>Lets go of what was started for a version that never took over.</summary>
    public void Forget(EdgeFunction function) => pool.Retire(function.Name, function.Version);

    /// <summary>Starts isolates of the versions that have come with a change, in the background. To be called before versions that have gone are retired.</summary>
    public void Follow(LiveFunction? before, LiveFunction after)
    {
        foreach (LiveVersion version in after.Versions)
        {
            FunctionVersion about = version.Version;
            pool.Revive(about.FunctionName, about.Version);
            if (after.Record.Status == FunctionStatus.Active && !pool.IsWarm(about.FunctionName, about.Version) && IsWanted(about.Config, before))
            {
                _ = LoadAndWarmAsync(version);
            }
        }
    }

    /// <summary>Starts what could not be loaded before.</summary>
    /// <param name="getsRequests">Whether a version is still wanted.</param>
    public void TryAgain(Func<LiveVersion, bool> getsRequests)
    {
        foreach (LiveVersion version in _missed.Keys)
        {
            if (_missed.TryRemove(version, out _) && getsRequests(version) && !IsWarm(version))
            {
                _ = LoadAndWarmAsync(version);
            }
        }
    }

    public void Dispose() => _turns.Dispose();

    private bool IsWanted(FunctionConfig config, LiveFunction? before) =>
        (config.Regions.Count == 0 || options.Region.Length == 0 || config.Regions.Contains(options.Region, StringComparer.OrdinalIgnoreCase))
        && (config.MinWarm > 0 || before is { Record.Status: FunctionStatus.Active } && before.Versions.Any(IsWarm));

    private bool IsWarm(LiveVersion version) => pool.IsWarm(version.Version.FunctionName, version.Version.Version);

    private async Task LoadAndWarmAsync(LiveVersion version)
    {
        await _turns.WaitAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await pool.WarmAsync(await loader.LoadAsync(version, CancellationToken.None));
        }
        catch (StoreUnavailableException)
        {
            _missed.TryAdd(version, 0);
        }
        catch (Exception exception) when (exception is VersionUnavailableException or ObjectDisposedException)
        {
            // The first request will meet the same, and has somebody to tell.
        }
        finally
        {
            _turns.Release();
        }
    }
}
