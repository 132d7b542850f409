namespace EdgeIsolates.Tests.Bindings.Caching;

/// <summary>Fails in a way that no contract names.</summary>
internal sealed class BrokenResponseStore : IResponseStore
{
    public long MaxBodyBytes => 1_000;

    public TimeSpan LocalTime => TimeSpan.Zero;

    public Task<IReadOnlyList<StoredResponse>> ListAsync(string functionName, string key, CancellationToken cancellationToken) => throw Broken();

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string functionName, string key, string id, CancellationToken cancellationToken) => throw Broken();

    public Task PutAsync(
        string functionName,
        string key,
        StoredResponse response,
        ReadOnlyMemory<byte> body,
        IReadOnlyCollection<string> replaced,
        CancellationToken cancellationToken) => throw Broken();

    public Task<IReadOnlyList<StoredResponse>> DeleteAsync(string functionName, string key, CancellationToken cancellationToken) => throw Broken();

    private static InvalidOperationException Broken() => new("The answer cannot be read.");
}
