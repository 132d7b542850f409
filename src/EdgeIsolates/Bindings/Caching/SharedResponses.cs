using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.Caching;

/// <summary>
/// The store of answers that all nodes share, as far as the host has one and it answers. A cache promises nothing: while the store is away, what it is asked has no answer, and after each failure
/// it is left alone for a second, so that requests do not wait for it one after the other. The log says when it goes and when it is back.
/// </summary>
internal sealed class SharedResponses(IResponseStore? store, TimeProvider time, ILogger<SharedResponses> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _failedAt;

    /// <summary>Whether the host has such a store.</summary>
    public bool Exists => store is not null;

    public long MaxBodyBytes => store?.MaxBodyBytes ?? 0;

    public TimeSpan LocalTime => store?.LocalTime ?? TimeSpan.Zero;

    /// <returns><see langword="null"/> when the store is away.</returns>
    public Task<IReadOnlyList<StoredResponse>?> ListAsync(string function, string key, CancellationToken cancellationToken) =>
        AskAsync(shared => shared.ListAsync(function, key, cancellationToken), cancellationToken);

    /// <returns><see langword="null"/> when the body is gone or the store is away.</returns>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(string function, string key, string id, CancellationToken cancellationToken) =>
        AskAsync(shared => shared.ReadAsync(function, key, id, cancellationToken), cancellationToken);

    /// <returns>Whether the store has it.</returns>
    public Task<bool> PutAsync(
        string function,
        string key,
        StoredResponse response,
        ReadOnlyMemory<byte> body,
        IReadOnlyCollection<string> replaced,
        CancellationToken cancellationToken) =>
        AskAsync(
            async shared =>
            {
                await shared.PutAsync(function, key, response, body, replaced, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <returns>What was deleted; <see langword="null"/> when the store is away.</returns>
    public Task<IReadOnlyList<StoredResponse>?> DeleteAsync(string function, string key, CancellationToken cancellationToken) =>
        AskAsync(shared => shared.DeleteAsync(function, key, cancellationToken), cancellationToken);

    private async Task<T?> AskAsync<T>(Func<IResponseStore, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (store is null || IsLeftAlone())
        {
            return default;
        }

        try
        {
            T answer = await ask(store);
            NoteAnswer();
            return answer;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            NoteFailure(failure);
            return default;
        }
    }

    private bool IsLeftAlone()
    {
        lock (_gate)
        {
            return _failedAt is { } at && time.GetElapsedTime(at) < Pause;
        }
    }

    private void NoteAnswer()
    {
        bool isBack;
        lock (_gate)
        {
            isBack = _failedAt is not null;
            _failedAt = null;
        }

        if (isBack)
        {
            logger.ResponseStoreIsBack();
        }
    }

    private void NoteFailure(Exception failure)
    {
        bool wentAway;
        lock (_gate)
        {
            wentAway = _failedAt is null;
            _failedAt = time.GetTimestamp();
        }

        if (wentAway)
        {
            logger.ResponseStoreWentAway(failure);
        }
    }
}
