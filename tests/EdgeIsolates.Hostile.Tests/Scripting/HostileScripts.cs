namespace EdgeIsolates.Hostile.Tests.Scripting;

/// <summary>All scripts, by family and name.</summary>
internal static class HostileScripts
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scripts");

    public static IReadOnlyList<string> Paths { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.js", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static HostileScript Read(string path)
    {
        string[] parts = path.Split('/');
        return HostileScriptReader.Read(parts[0], parts[1], File.ReadAllText(Path.Combine(Folder, path + ".js")));
    }
}
