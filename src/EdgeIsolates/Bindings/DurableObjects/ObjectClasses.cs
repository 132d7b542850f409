namespace EdgeIsolates.Bindings.DurableObjects;

// Which objects belong to which class, from the history that a function's configuration tells.
//
// A namespace is named by the function and by the class as it was called when it was new. Renaming keeps it; a class that is deleted and made again gets another one, told from the first
// by a count. So the same list gives the same namespaces on every node, with nothing to store.
internal sealed class ObjectClasses
{
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _born = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly string _functionName;

    private ObjectClasses(string functionName) => _functionName = functionName;

    /// <summary>What is wrong with the history.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The namespaces by their classes.</summary>
    public IReadOnlyDictionary<string, string> Namespaces => _namespaces;

    /// <summary>The namespaces of classes that were deleted.</summary>
    public IReadOnlyCollection<string> Deleted => _deleted;

    public static ObjectClasses Of(string functionName, IReadOnlyList<DurableObjectMigration> migrations)
    {
        var classes = new ObjectClasses(functionName);
        HashSet<string> tags = new(StringComparer.Ordinal);
        foreach (DurableObjectMigration migration in migrations)
        {
            if (migration.Tag.Length == 0 || !tags.Add(migration.Tag))
            {
                classes._faults.Add($"A migration has the tag \"{migration.Tag}\"; each needs one of its own.");
            }

            classes.Apply(migration);
        }

        return classes;
    }

    /// <summary>The namespace of a class; <see langword="null"/> when the function has no such class.</summary>
    public string? NamespaceOf(string className) => _namespaces.GetValueOrDefault(className);

    /// <summary>The class whose objects are in a namespace now.</summary>
    public string? ClassOf(string objectNamespace) => _namespaces.FirstOrDefault(pair => pair.Value == objectNamespace).Key;

    /// <summary>The function that a namespace belongs to.</summary>
    public static string FunctionOf(string objectNamespace) => objectNamespace[..objectNamespace.IndexOf('/', StringComparison.Ordinal)];

    private void Apply(DurableObjectMigration migration)
    {
        foreach (string name in migration.NewClasses.Concat(migration.NewSqliteClasses))
        {
            int before = _born.GetValueOrDefault(name ?? "");
            _born[name ?? ""] = before + 1;
            Check(
                IsName(name) && _namespaces.TryAdd(name!, before == 0 ? $"{_functionName}/{name}" : $"{_functionName}/{name}#{before + 1}"),
                $"The migration {migration.Tag} makes the class \"{name}\", which is there already or is no name of a class.");
        }

        foreach (DurableObjectRename rename in migration.RenamedClasses)
        {
            Check(
                IsName(rename.From) && IsName(rename.To) && _namespaces.Remove(rename.From, out string? objects) && _namespaces.TryAdd(rename.To, objects),
                $"The migration {migration.Tag} renames the class \"{rename.From}\" to \"{rename.To}\"; the first must be there and the second must not.");
        }

        foreach (string name in migration.DeletedClasses)
        {
            bool isThere = IsName(name) && _namespaces.Remove(name, out string? objects) && _deleted.Add(objects);
            Check(isThere, $"The migration {migration.Tag} deletes the class \"{name}\", which is not there.");
        }
    }

    private void Check(bool isSound, string fault)
    {
        if (!isSound)
        {
            _faults.Add(fault);
        }
    }

    private static bool IsName(string? name) => name is { Length: > 0 and <= 64 } && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
}
