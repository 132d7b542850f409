using System.Collections.Concurrent;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>
/// Where objects' files are: <c>root/namespace/first two digits/id.sqlite</c>. Knows which folders' own names are durable, so that they are synced once in a process.
/// </summary>
internal sealed class ObjectFolders(string root, IFileSync sync)
{
    private const int IdLength = 64;

    private readonly ConcurrentDictionary<string, bool> _durable = [];

    public string Root { get; } = Path.GetFullPath(root);

    public string OfNamespace(string objectNamespace) => Path.Combine(Root, Uri.EscapeDataString(objectNamespace));

    public string PathOf(DurableObjectAddress address)
    {
        string id = address.Id;
        if (id.Length != IdLength || !id.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"'{id}' is no id of an object: it must be 64 lower-case hexadecimal digits.", nameof(address));
        }

        return Path.Combine(OfNamespace(address.Namespace), id[..2], $"{id}.sqlite");
    }

    /// <summary>Makes the names of a file's folders durable, and those of the files in its own.</summary>
    public void Sync(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        sync.SyncFolder(folder);
        for (; folder.Length > Root.Length && !_durable.ContainsKey(folder); folder = Path.GetDirectoryName(folder)!)
        {
            sync.SyncFolder(Path.GetDirectoryName(folder)!);
            _durable[folder] = true;
        }
    }
}
