using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.KeyValue;

/// <summary>This node's way to the key-value store: gets it ready at first use, caches reads, and from then on has it rid of expired entries. Safe for use from any thread.</summary>
internal sealed class NodeKeyValues(IKeyValueStore store, EdgeIsolatesOptions options, TimeProvider time, ILogger<NodeKeyValues> logger) : IAsyncDisposable
{
    private const int SweepStep = 500;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly KeyValueCache _cache = new(options.KeyValue.ReadCacheBytes, time);
    private readonly SemaphoreSlim _initializing = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task? _sweeping;

    /// <summary>Reads an entry, or has it from a read that is no older than <paramref name="maxAge"/>.</summary>
    public async Task<KeyValueEntry?> GetAsync(string namespaceId, string key, TimeSpan? maxAge, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        if (maxAge is not { } age)
        {
            return await store.GetAsync(namespaceId, key, cancellationToken);
        }

        // The read is for all who ask meanwhile: none of them may cancel it.
        KeyValueEntry? entry = await _cache
            .GetAsync(namespaceId, key, age, () => store.GetAsync(namespaceId, key, CancellationToken.None))
            .WaitAsync(cancellationToken);
        return entry?.ExpiresAt <= time.GetUtcNow() ? null : entry;
    }

    /// <summary>Reads entries, or has them from reads that are no older than <paramref name="maxAge"/>.</summary>
    /// <returns>Those that there are; <see langword="null"/> when their values have more than <paramref name="maxBytes"/>.</returns>
    public async Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(
        string namespaceId,
        IReadOnlyList<string> keys,
        TimeSpan? maxAge,
        long maxBytes,
        CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        if (maxAge is not { } age)
        {
            return await store.GetManyAsync(namespaceId, keys, maxBytes, cancellationToken);
        }

        IReadOnlyList<KeyValueEntry>? entries = await _cache.GetManyAsync(namespaceId, keys, age, ReadAsync).WaitAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        return entries is null ? null : [.. entries.Where(entry => !(entry.ExpiresAt <= now))];

        async Task<IReadOnlyList<KeyValueEntry>?> ReadAsync(IReadOnlyList<string> absent, IReadOnlyList<KeyValueEntry> here)
        {
            long left = maxBytes - here.Sum(static entry => (long)entry.Value.Length);
            return absent.Count > 0 && left >= 0
                ? await store.GetManyAsync(namespaceId, absent, left, cancellationToken)
                : left >= 0 ? [] : null;
        }
    }

    public async Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        try
        {
            await store.PutAsync(namespaceId, entry, cancellationToken);
        }
        finally
        {
            _cache.Drop(namespaceId, entry.Key);
        }
    }

    public async Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        try
        {
            await store.DeleteAsync(namespaceId, key, cancellationToken);
        }
        finally
        {
            _cache.Drop(namespaceId, key);
        }
    }

    public async Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        return await store.ListAsync(namespaceId, query, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await (_sweeping ?? Task.CompletedTask);
        _stopping.Dispose();
        _initializing.Dispose();
    }

    private async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _sweeping) is not null)
        {
            return;
        }

        await _initializing.WaitAsync(cancellationToken);
        try
        {
            if (_sweeping is null)
            {
                await store.InitializeAsync(cancellationToken);
                Volatile.Write(ref _sweeping, SweepAsync());
            }
        }
        finally
        {
            _initializing.Release();
        }
    }

    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await RemoveExpiredAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task RemoveExpiredAsync()
    {
        try
        {
            while (await store.RemoveExpiredAsync(SweepStep, _stopping.Token) == SweepStep)
            {
            }
        }
        catch (Exception failure) when (!_stopping.IsCancellationRequested)
        {
            logger.KeyValuesNotRemoved(failure);
        }
    }
}
