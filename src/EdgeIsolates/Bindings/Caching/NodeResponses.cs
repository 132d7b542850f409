using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings.Caching;

// The answers of the Cache API as one node has them: its memory and, behind it, when the host has one, a store that all nodes share. Any thread.
//
// 1. Memory answers alone for the store's LocalTime; after it, and for what is not in memory, the store is asked which answers there are. A body is fetched only when memory has another one.
//    So what another node puts or deletes is seen here after that time at most, without a message that could be lost.
// 2. An answer that the store does not take, or did not get while it was away, is this node's alone: it stands until the store has a newer one. Other nodes cannot delete it.
// 3. A store that is away is a miss: memory goes on alone.
internal sealed class NodeResponses(ResponseCache memory, SharedResponses shared, TimeProvider time)
{
    /// <summary>Answers to different requests for one URL.</summary>
    private const int MostVariants = 32;

    /// <summary>Finds a fresh answer to a request. Its body counts as read until <see cref="ResponseCache.Done"/>.</summary>
    public async ValueTask<KeptResponse?> TakeAsync(string function, string key, IReadOnlyList<KeyValuePair<string, string>> request, CancellationToken cancellationToken)
    {
        if (shared.Exists && !memory.IsConfirmed(function, key, request, shared.LocalTime))
        {
            await RefreshAsync(function, key, request, cancellationToken);
        }

        return memory.Take(function, key, request);
    }

    /// <summary>Keeps an answer to a request, in place of those that suit the same request.</summary>
    public async ValueTask PutAsync(
        string function,
        string key,
        IReadOnlyList<KeyValuePair<string, string>> request,
        CachedResponse response,
        CancellationToken cancellationToken)
    {
        string? sharedId = shared.Exists ? await ShareAsync(function, key, request, response, cancellationToken) : null;
        memory.Put(function, key, request, response with { SharedId = sharedId });
    }

    /// <summary>Drops all answers under a key.</summary>
    /// <returns>Whether one of them was fresh.</returns>
    public async ValueTask<bool> DeleteAsync(string function, string key, CancellationToken cancellationToken)
    {
        bool wasShared = shared.Exists && await shared.DeleteAsync(function, key, cancellationToken) is { } deleted && deleted.Any(IsFresh);
        return memory.Delete(function, key) || wasShared;
    }

    /// <summary>Brings what memory has for a request in line with the store.</summary>
    private async Task RefreshAsync(string function, string key, IReadOnlyList<KeyValuePair<string, string>> request, CancellationToken cancellationToken)
    {
        if (await shared.ListAsync(function, key, cancellationToken) is not { } answers)
        {
            return;
        }

        StoredResponse? newest = answers.Where(answer => IsFresh(answer) && CachedResponse.Suits(answer.Vary, request)).MaxBy(static answer => answer.StoredAt);
        KeptResponse? present = memory.Find(function, key, request);
        if (present is not null && StandsBeside(present.Response, newest))
        {
            memory.Confirm(present);
            return;
        }

        if (present is not null)
        {
            memory.Drop(function, present);
        }

        if (newest is not null)
        {
            await FetchAsync(function, key, request, newest, cancellationToken);
        }
    }

    private static bool StandsBeside(CachedResponse present, StoredResponse? newest) =>
        present.SharedId is { } id ? id == newest?.Id : newest is null || newest.StoredAt < present.PutAt;

    private async Task FetchAsync(
        string function,
        string key,
        IReadOnlyList<KeyValuePair<string, string>> request,
        StoredResponse answer,
        CancellationToken cancellationToken)
    {
        if (!memory.TryHold(answer.BodyBytes))
        {
            return;
        }

        try
        {
            if (await shared.ReadAsync(function, key, answer.Id, cancellationToken) is { } body)
            {
                memory.Put(function, key, request, ToCached(answer, body));
            }
        }
        finally
        {
            memory.Release(answer.BodyBytes);
        }
    }

    /// <returns>The id that it has in the store; <see langword="null"/> when it is not there.</returns>
    private async Task<string?> ShareAsync(
        string function,
        string key,
        IReadOnlyList<KeyValuePair<string, string>> request,
        CachedResponse response,
        CancellationToken cancellationToken)
    {
        if (response.Body.Length > shared.MaxBodyBytes)
        {
            await shared.DeleteAsync(function, key, cancellationToken);
            return null;
        }

        if (await shared.ListAsync(function, key, cancellationToken) is not { } answers)
        {
            return null;
        }

        string[] replaced =
        [
            .. answers
                .OrderByDescending(static answer => answer.StoredAt)
                .Where((answer, index) => index >= MostVariants - 1 || !IsFresh(answer) || CachedResponse.Suits(answer.Vary, request))
                .Select(static answer => answer.Id),
        ];
        StoredResponse stored = ToStored(response);
        return await shared.PutAsync(function, key, stored, response.Body, replaced, cancellationToken) ? stored.Id : null;
    }

    private bool IsFresh(StoredResponse answer) => answer.ExpiresAt > time.GetUtcNow();

    private static StoredResponse ToStored(CachedResponse response) => new()
    {
        Id = UniqueIds.Next(),
        Status = response.Status,
        StatusText = response.StatusText,
        Headers = response.Headers,
        Vary = response.Vary,
        StoredAt = response.PutAt,
        Age = response.Age,
        Lifetime = response.Lifetime,
        BodyBytes = response.Body.Length,
    };

    private CachedResponse ToCached(StoredResponse answer, ReadOnlyMemory<byte> body)
    {
        TimeSpan since = time.GetUtcNow() - answer.StoredAt;
        return new CachedResponse
        {
            Status = answer.Status,
            StatusText = answer.StatusText,
            Headers = answer.Headers,
            Vary = answer.Vary,
            Body = body,
            PutAt = answer.StoredAt,
            StoredAt = time.GetTimestamp(),
            // The clock of the node that put it may be ahead.
            Age = answer.Age + (since > TimeSpan.Zero ? since : TimeSpan.Zero),
            Lifetime = answer.Lifetime,
            SharedId = answer.Id,
        };
    }
}
