using System.Collections.Concurrent;

namespace EdgeIsolates.Stores;

/// <summary>
/// Counts in this process alone. Keys come from outside and are without number, so each namespace has two tables: keys in use move to the young one, and when that is full or a
/// period old, it becomes the old one and the old one is forgotten.
/// </summary>
internal sealed class InMemoryRateLimits(TimeProvider time, int mostKeys = InMemoryRateLimits.MostKeys) : IRateLimits
{
    /// <summary>Keys in a table of a namespace, of some 200 bytes each.</summary>
    public const int MostKeys = 50_000;

    private readonly ConcurrentDictionary<(string NamespaceId, int PeriodSeconds), Counts> _namespaces = [];

    public ValueTask<bool> TryTakeAsync(RateLimit limit, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Counts counts = _namespaces.GetOrAdd((limit.NamespaceId, limit.PeriodSeconds), static (_, most) => new Counts(most), mostKeys);
        return new(counts.TryTake(RateLimit.Digest(key), limit.SliceAt(time.GetUtcNow()), limit.Limit));
    }

    private sealed class Counts(int mostKeys)
    {
        private readonly Lock _gate = new();
        private Dictionary<UInt128, Window> _young = [];
        private Dictionary<UInt128, Window> _old = [];
        private long _youngSince;

        public bool TryTake(UInt128 key, long slice, int limit)
        {
            lock (_gate)
            {
                if (_young.Count >= mostKeys || slice - _youngSince > RateLimit.Slices)
                {
                    _old = _young;
                    _young = [];
                    _youngSince = slice;
                }

                if (!_young.TryGetValue(key, out Window? window))
                {
                    window = _old.GetValueOrDefault(key) ?? new Window();
                    _young.Add(key, window);
                }

                return window.TryTake(slice, limit);
            }
        }
    }

    /// <summary>The slices of one key, in a circle.</summary>
    private sealed class Window
    {
        private readonly int[] _counts = new int[RateLimit.Slices + 1];
        private long _newest;

        public bool TryTake(long slice, int limit)
        {
            for (long next = Math.Max(_newest + 1, slice - RateLimit.Slices); next <= slice; next++)
            {
                _counts[next % _counts.Length] = 0;
            }

            // A clock that was set back counts in the newest slice.
            _newest = Math.Max(_newest, slice);
            if (_counts.Sum() >= limit)
            {
                return false;
            }

            _counts[_newest % _counts.Length]++;
            return true;
        }
    }
}
