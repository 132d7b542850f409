namespace EdgeIsolates.Bindings.Caching;

// The answers that functions keep by the Cache API, in this process's memory. Any thread.
//
// 1. Each function has its own: no name and no URL reaches another's.
// 2. There is one budget of bytes. It counts what is kept, what is being taken in, and what was dropped but is still being read: nothing that a function does with the cache
//    takes more memory than that.
// 3. When it is spent, the function that has most gives up what it did not ask for longest: one that floods the cache floods its own part.
internal sealed class ResponseCache(long maxBytes, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FunctionShelf> _shelves = [];
    private long _kept;
    private long _held;

    /// <summary>What counts against the budget now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _kept + _held;
            }
        }
    }

    /// <summary>Takes part of the budget for a body that is on its way. That may be half of it: bodies that never end must not push out everything.</summary>
    public bool TryHold(long bytes)
    {
        lock (_gate)
        {
            if (_held + bytes > maxBytes / 2)
            {
                return false;
            }

            _held += bytes;
            return true;
        }
    }

    /// <summary>Gives back what was held.</summary>
    public void Release(long bytes)
    {
        lock (_gate)
        {
            _held -= bytes;
        }
    }

    /// <summary>How old an answer is now.</summary>
    public TimeSpan AgeOf(CachedResponse response) => response.Age + time.GetElapsedTime(response.StoredAt);

    /// <summary>Keeps an answer to a request, in place of those that suit the same request.</summary>
    public void Put(string function, string key, IReadOnlyList<KeyValuePair<string, string>> request, CachedResponse response)
    {
        var kept = new KeptResponse(key, response);
        lock (_gate)
        {
            if (kept.Bytes + _held > maxBytes)
            {
                return;
            }

            if (!_shelves.TryGetValue(function, out FunctionShelf? shelf))
            {
                _shelves.Add(function, shelf = new FunctionShelf());
            }

            RemoveWhere_NeedsLock(shelf, key, present => IsStale(present) || present.Suits(request));
            _kept += kept.Bytes;
            if (shelf.Add(kept) is { } tooMany)
            {
                Remove_NeedsLock(shelf, tooMany);
            }

            MakeRoom_NeedsLock();
        }
    }

    /// <summary>Finds a fresh answer to a request. Its body counts as read until <see cref="Done"/>.</summary>
    public KeptResponse? Take(string function, string key, IReadOnlyList<KeyValuePair<string, string>> request)
    {
        lock (_gate)
        {
            if (!_shelves.TryGetValue(function, out FunctionShelf? shelf))
            {
                return null;
            }

            KeptResponse? found = Find_NeedsLock(shelf, key, request);
            if (found is not null)
            {
                shelf.Touch(found);
                found.Readers++;
            }

            return found;
        }
    }

    /// <summary>Finds a fresh answer to a request without taking it.</summary>
    public KeptResponse? Find(string function, string key, IReadOnlyList<KeyValuePair<string, string>> request)
    {
        lock (_gate)
        {
            return _shelves.TryGetValue(function, out FunctionShelf? shelf) ? Find_NeedsLock(shelf, key, request) : null;
        }
    }

    /// <summary>Whether there is a fresh answer to a request that was confirmed, or put, less than a time ago.</summary>
    public bool IsConfirmed(string function, string key, IReadOnlyList<KeyValuePair<string, string>> request, TimeSpan within)
    {
        lock (_gate)
        {
            return _shelves.TryGetValue(function, out FunctionShelf? shelf)
                && Find_NeedsLock(shelf, key, request) is { } found
                && time.GetElapsedTime(found.ConfirmedAt) < within;
        }
    }

    /// <summary>Notes that an answer is the one that all nodes share.</summary>
    public void Confirm(KeptResponse kept)
    {
        lock (_gate)
        {
            kept.ConfirmedAt = time.GetTimestamp();
        }
    }

    /// <summary>Drops one answer, if it is still there.</summary>
    public void Drop(string function, KeptResponse kept)
    {
        lock (_gate)
        {
            if (_shelves.TryGetValue(function, out FunctionShelf? shelf) && shelf.Under(kept.Key).Contains(kept))
            {
                Remove_NeedsLock(shelf, kept);
            }
        }
    }

    /// <summary>Somebody who took an answer has read its body.</summary>
    public void Done(KeptResponse taken)
    {
        lock (_gate)
        {
            taken.Readers--;
            if (taken.IsDropped && taken.Readers == 0)
            {
                _held -= taken.Bytes;
            }
        }
    }

    /// <summary>Drops all answers under a key.</summary>
    /// <returns>Whether one of them was fresh.</returns>
    public bool Delete(string function, string key)
    {
        lock (_gate)
        {
            if (!_shelves.TryGetValue(function, out FunctionShelf? shelf))
            {
                return false;
            }

            bool isThere = shelf.Under(key).Any(kept => !IsStale(kept.Response));
            RemoveWhere_NeedsLock(shelf, key, static _ => true);
            return isThere;
        }
    }

    private KeptResponse? Find_NeedsLock(FunctionShelf shelf, string key, IReadOnlyList<KeyValuePair<string, string>> request)
    {
        RemoveWhere_NeedsLock(shelf, key, IsStale);
        return shelf.Under(key).LastOrDefault(kept => kept.Response.Suits(request));
    }

    private bool IsStale(CachedResponse response) => AgeOf(response) >= response.Lifetime;

    private void RemoveWhere_NeedsLock(FunctionShelf shelf, string key, Func<CachedResponse, bool> mustGo)
    {
        foreach (KeptResponse kept in shelf.Under(key).Where(kept => mustGo(kept.Response)))
        {
            Remove_NeedsLock(shelf, kept);
        }
    }

    private void MakeRoom_NeedsLock()
    {
        while (_kept + _held > maxBytes && _shelves.Values.MaxBy(static shelf => shelf.Bytes) is { Oldest: { } oldest } fullest)
        {
            Remove_NeedsLock(fullest, oldest);
        }
    }

    private void Remove_NeedsLock(FunctionShelf shelf, KeptResponse kept)
    {
        shelf.Remove(kept);
        _kept -= kept.Bytes;
        if (kept.Readers > 0)
        {
            kept.IsDropped = true;
            _held += kept.Bytes;
        }
    }
}
