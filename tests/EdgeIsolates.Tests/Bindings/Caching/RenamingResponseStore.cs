namespace EdgeIsolates.Tests.Bindings.Caching;

/// <summary>Tells another id of an answer each time, so that no node takes the one in its memory for it.</summary>
internal sealed class RenamingResponseStore(IResponseStore inner) : IResponseStore, IDisposable
{
    private int _lists;

    public long MaxBodyBytes => inner.MaxBodyBytes;

    public TimeSpan LocalTime => inner.LocalTime;

    public async Task<IReadOnlyList<StoredResponse>> ListAsync(string functionName, string key, CancellationToken cancellationToken)
    {
        int list = Interlocked.Increment(ref _lists);
        return [.. (await inner.ListAsync(functionName, key, cancellationToken)).Select(answer => answer with { Id = $"{answer.Id}~{list}" })];
    }

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string functionName, string key, string id, CancellationToken cancellationToken) =>
        inner.ReadAsync(functionName, key, RealId(id), cancellationToken);

    public Task PutAsync(
        string functionName,
        string key,
        StoredResponse response,
        ReadOnlyMemory<byte> body,
        IReadOnlyCollection<string> replaced,
        CancellationToken cancellationToken) =>
        inner.PutAsync(functionName, key, response, body, [.. replaced.Select(RealId)], cancellationToken);

    public Task<IReadOnlyList<StoredResponse>> DeleteAsync(string functionName, string key, CancellationToken cancellationToken) =>
        inner.DeleteAsync(functionName, key, cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private static string RealId(string id) => id.Split('~')[0];
}
