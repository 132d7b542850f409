namespace EdgeIsolates.SourceMaps;

/// <summary>The name of a source, seen from the root of a function's files.</summary>
internal static class SourceName
{
    /// <summary>Resolves the name that a map gives against the map's source root and the place of the module that it is for.</summary>
    public static string Resolve(string module, string root, string? source)
    {
        if (string.IsNullOrEmpty(source))
        {
            return "(unknown)";
        }

        string name = root.Length == 0 || IsAbsolute(source) ? source : $"{root.TrimEnd('/')}/{source}";
        return IsAbsolute(name) ? name : Flatten($"{module}/../{name}");
    }

    private static bool IsAbsolute(string name) => name.StartsWith('/') || name.Contains("://", StringComparison.Ordinal);

    /// <summary>Takes the <c>.</c> and <c>..</c> parts out; what leads above the root stays at the root.</summary>
    private static string Flatten(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
