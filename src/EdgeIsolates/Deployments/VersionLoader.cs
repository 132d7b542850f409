using System.Security.Cryptography;
using EdgeIsolates.Hosting;

namespace EdgeIsolates.Deployments;

// Code comes from the store when the first request asks for it, and stays in memory within a budget: a host with ten thousand functions holds those that are used.
//
// 1. One load per version at a time; later requests join it. A caller who gives up leaves it to the others.
// 2. A load that fails is not remembered: the next request tries again, so that a store that comes back is all it takes.
// 3. Over the budget the versions that were not asked for longest are forgotten. Their isolates run on: they hold the code they need.
internal sealed class VersionLoader(FunctionStores stores, SecretBox secrets, EdgeIsolatesOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<LiveVersion> _held = [];
    private long _heldBytes;

    /// <summary>The version's code, from memory when it is there.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    /// <exception cref="VersionUnavailableException">The code is not there as it was deployed.</exception>
    public ValueTask<EdgeFunction> LoadAsync(LiveVersion live, CancellationToken cancellationToken)
    {
        live.LastUsed = time.GetTimestamp();
        return live.Loaded is { } loaded ? new ValueTask<EdgeFunction>(loaded) : new ValueTask<EdgeFunction>(JoinAsync(live, cancellationToken));
    }

    /// <summary>Reads a version's package.</summary>
    public async Task<FunctionPackage> ReadAsync(FunctionVersion version, CancellationToken cancellationToken)
    {
        await stores.InitializeAsync(cancellationToken);
        ReadOnlyMemory<byte>? bytes = await stores.Functions.ReadPackageAsync(version.FunctionName, version.Number, cancellationToken);
        if (bytes is not { } found)
        {
            throw new VersionUnavailableException($"The code of {version} is not in the store.");
        }

        return FunctionPackage.TryRead(found, version.PackageHash, out FunctionPackage? package)
            ? package
            : throw new VersionUnavailableException($"The code of {version} in the store is damaged: deploy the function again.");
    }

    /// <summary>Puts a version and its package together to what isolates run.</summary>
    public EdgeFunction Open(FunctionVersion version, FunctionPackage package)
    {
        try
        {
            return new EdgeFunction
            {
                Name = version.FunctionName,
                Version = version.Version,
                DeployedAt = version.DeployedAt,
                Modules = package.Modules,
                Routes = version.Routes,
                Config = version.Config,
                CodeCache = package.CodeCache,
                IsClassicScript = package.IsClassicScript,
                Secrets = secrets.Open(version.FunctionName, package.Secrets),
            };
        }
        catch (CryptographicException exception)
        {
            throw new VersionUnavailableException($"This host's keys do not open the secrets of {version}: give all nodes the same Data Protection keys, or deploy the secrets again.", exception);
        }
    }

    /// <summary>Keeps code that is in memory anyway, such as that of a version just deployed.</summary>
    public void Keep(LiveVersion live, EdgeFunction function)
    {
        lock (_gate)
        {
            live.Loaded = function;
            live.LastUsed = time.GetTimestamp();
            if (_held.Add(live))
            {
                _heldBytes += SizeOf(function);
            }

            while (_heldBytes > options.CodeCacheBytes && _held.Count > 1)
            {
                Drop(_held.MinBy(static held => held.LastUsed)!);
            }
        }
    }

    /// <summary>Forgets the code of a version that gets no requests any more.</summary>
    public void Forget(LiveVersion live)
    {
        lock (_gate)
        {
            Drop(live);
        }
    }

    private async Task<EdgeFunction> JoinAsync(LiveVersion live, CancellationToken cancellationToken)
    {
        Task<EdgeFunction> load;
        lock (_gate)
        {
            // A load may have ended since the look without the gate.
            if (live.Loaded is { } loaded)
            {
                return loaded;
            }

            load = live.Loading ??= LoadOnceAsync(live);
        }

        return await load.WaitAsync(cancellationToken);
    }

    private async Task<EdgeFunction> LoadOnceAsync(LiveVersion live)
    {
        // Not under the caller's gate, and not under the token of a caller who may leave before others do.
        await Task.Yield();
        try
        {
            EdgeFunction function = Open(live.Version, await ReadAsync(live.Version, CancellationToken.None));
            Keep(live, function);
            return function;
        }
        finally
        {
            lock (_gate)
            {
                live.Loading = null;
            }
        }
    }

    private void Drop(LiveVersion live)
    {
        if (_held.Remove(live))
        {
            _heldBytes -= SizeOf(live.Loaded!);
            live.Loaded = null;
        }
    }

    private static long SizeOf(EdgeFunction function) => function.CodeCache.Length + function.Modules.Sum(static module => (long)module.Content.Length);
}
