namespace MinimalHost;

/// <summary>What tells whether a file has changed.</summary>
internal sealed record FileStamp(string File, DateTime Written, long Length)
{
    /// <summary>The functions' files in a folder, by the functions' names.</summary>
    public static Dictionary<string, FileStamp> OfFolder(string path) =>
        new DirectoryInfo(path).EnumerateFiles("*.js").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file.Name).ToLowerInvariant(),
            file => new FileStamp(file.FullName, file.LastWriteTimeUtc, file.Length));
}
