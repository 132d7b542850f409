using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

/// <summary>The <c>migrations</c> of a Workers upload: one step, or several in <c>steps</c>, that lead from the tag before to the new one.</summary>
internal sealed class WorkersMigrations
{
    [JsonPropertyName("old_tag")]
    public string? OldTag { get; set; }

    [JsonPropertyName("new_tag")]
    public string? NewTag { get; set; }

    [JsonPropertyName("steps")]
    public DurableObjectMigration?[]? Steps { get; set; }

    [JsonPropertyName("new_classes")]
    public string[]? NewClasses { get; set; }

    [JsonPropertyName("new_sqlite_classes")]
    public string[]? NewSqliteClasses { get; set; }

    [JsonPropertyName("renamed_classes")]
    public DurableObjectRename[]? RenamedClasses { get; set; }

    [JsonPropertyName("deleted_classes")]
    public string[]? DeletedClasses { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>The whole history: what was there, and these steps unless they are in it already. The last step has the new tag, those before it the tag and their number.</summary>
    public IReadOnlyList<DurableObjectMigration> After(IReadOnlyList<DurableObjectMigration> before, List<string> faults)
    {
        string tag = NewTag ?? "";
        string last = before.Count == 0 ? "" : before[^1].Tag;
        if (tag.Length > 0 && before.Any(step => step.Tag == tag))
        {
            return before;
        }

        if (tag.Length == 0)
        {
            faults.Add("migrations.new_tag is missing.");
        }
        else if ((OldTag ?? "") != last)
        {
            faults.Add($"migrations.old_tag is \"{OldTag}\", but the last migration of the live version is \"{last}\".");
        }

        DurableObjectMigration[] steps = ToSteps();
        return [.. before, .. steps.Select((step, i) => step with { Tag = i == steps.Length - 1 ? tag : $"{tag}/{i + 1}" })];
    }

    private DurableObjectMigration[] ToSteps() => Steps is not null
        ? [.. Steps.OfType<DurableObjectMigration>()]
        :
        [
            new DurableObjectMigration
            {
                NewClasses = NewClasses ?? [],
                NewSqliteClasses = NewSqliteClasses ?? [],
                RenamedClasses = RenamedClasses ?? [],
                DeletedClasses = DeletedClasses ?? [],
            },
        ];
}
