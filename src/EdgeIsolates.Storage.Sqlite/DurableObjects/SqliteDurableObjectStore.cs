using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>Keeps each object in an SQLite file of its own, and the alarms of all in one beside them.</summary>
internal sealed class SqliteDurableObjectStore : IDurableObjectStore, IDisposable
{
    private readonly SqliteDurableObjectOptions _options;
    private readonly IFileSync _sync;
    private readonly ObjectFolders _folders;
    private readonly SqliteDurableObjectAlarms _alarms;

    public SqliteDurableObjectStore(IOptions<SqliteDurableObjectOptions> options, IFileSync sync)
    {
        _options = options.Value;
        _sync = sync;
        _folders = new ObjectFolders(_options.Directory, sync);
        _alarms = new SqliteDurableObjectAlarms(Path.Combine(_folders.Root, "alarms.db"));
    }

    public IDurableObjectAlarms Alarms => _alarms;

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(_folders.Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The folder '{_folders.Root}' for Durable Objects cannot be made ({error.Message})", error);
        }

        await _alarms.InitializeAsync(cancellationToken);
    }

    public IDurableObjectStorage Open(DurableObjectAddress address, long epoch) =>
        new SqliteObjectStorage(_folders.PathOf(address), epoch, _options.MaxObjectBytes, _folders, _sync);

    public async Task DeleteNamespaceAsync(string objectNamespace, CancellationToken cancellationToken)
    {
        await _alarms.DeleteNamespaceAsync(objectNamespace, cancellationToken);
        string folder = _folders.OfNamespace(objectNamespace);
        try
        {
            await Task.Run(
                () =>
                {
                    if (Directory.Exists(folder))
                    {
                        Directory.Delete(folder, recursive: true);
                    }
                },
                cancellationToken);
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException($"The folder '{folder}' of deleted Durable Objects cannot be removed ({error.Message})", error);
        }
    }

    public void Dispose() => _alarms.Dispose();
}
