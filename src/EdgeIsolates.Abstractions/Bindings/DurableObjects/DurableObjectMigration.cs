using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>
/// One step in the history of a function's Durable Object classes, in the shape of wrangler's <c>migrations</c>. A configuration lists all steps, the oldest first; what they make
/// together says which classes there are and which stored objects belong to each. Immutable.
/// </summary>
public sealed record DurableObjectMigration
{
    /// <summary>The step's name, for people.</summary>
    /// <value>Must be set; no two steps of a function have the same.</value>
    [JsonPropertyName("tag")]
    public string Tag { get; init => field = value ?? ""; } = "";

    /// <summary>Classes that are new. All objects are kept in SQLite, so this is the same as <see cref="NewSqliteClasses"/>.</summary>
    /// <value>Empty when not set.</value>
    [JsonPropertyName("new_classes")]
    public IReadOnlyList<string> NewClasses { get; init => field = value ?? []; } = [];

    /// <summary>Classes that are new.</summary>
    /// <value>Empty when not set.</value>
    [JsonPropertyName("new_sqlite_classes")]
    public IReadOnlyList<string> NewSqliteClasses { get; init => field = value ?? []; } = [];

    /// <summary>Classes that have a new name; their objects stay theirs.</summary>
    /// <value>Empty when not set.</value>
    [JsonPropertyName("renamed_classes")]
    public IReadOnlyList<DurableObjectRename> RenamedClasses { get; init => field = value ?? []; } = [];

    /// <summary>Classes that are gone. Their objects are deleted once no version that gets requests has the class.</summary>
    /// <value>Empty when not set.</value>
    [JsonPropertyName("deleted_classes")]
    public IReadOnlyList<string> DeletedClasses { get; init => field = value ?? []; } = [];
}
