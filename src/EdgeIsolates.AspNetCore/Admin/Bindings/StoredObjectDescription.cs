namespace EdgeIsolates.AspNetCore;

/// <summary>An object in a bucket, without its body.</summary>
internal sealed record StoredObjectDescription(
    string Key,
    long Bytes,
    string ETag,
    string Version,
    DateTimeOffset UploadedAt,
    string? ContentType,
    IReadOnlyDictionary<string, string> CustomMetadata)
{
    public static StoredObjectDescription Of(StoredObject stored) => new(
        stored.Key,
        stored.Size,
        stored.ETag,
        stored.Version,
        stored.Uploaded,
        stored.Metadata.ContentType,
        stored.Metadata.Custom);
}
