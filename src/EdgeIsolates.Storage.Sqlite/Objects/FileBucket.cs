using System.Security.Cryptography;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>A bucket in a folder; see <see cref="FileBuckets"/>.</summary>
internal sealed class FileBucket(ObjectIndex index, BodyFiles files, FileBucketsOptions options, TimeProvider time) : IObjectBucket
{
    public long MaxBytes => options.MaxObjectBytes;

    public Task<StoredObject?> HeadAsync(string key, CancellationToken cancellationToken) => index.FindAsync(key, cancellationToken);

    public async Task<ObjectReading?> GetAsync(string key, ObjectRange? range, ObjectConditions? conditions, CancellationToken cancellationToken)
    {
        while (await index.FindAsync(key, cancellationToken) is { } found)
        {
            if (conditions?.Hold(found) == false)
            {
                return new ObjectReading(found, 0, 0, null);
            }

            (long offset, long length) = range?.Of(found.Size) ?? (0, found.Size);
            if (await Task.Run(() => files.TryOpen(found.Version, offset), cancellationToken) is { } file)
            {
                return new ObjectReading(found, offset, length, BodyFiles.Read(file, length));
            }

            // Another version has just taken its place.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    public async Task<StoredObject?> PutAsync(
        string key,
        ObjectBody body,
        ObjectMetadata metadata,
        ObjectConditions? conditions,
        CancellationToken cancellationToken)
    {
        StoredObject? present = await index.FindAsync(key, cancellationToken);
        if (conditions?.Hold(present) == false)
        {
            return null;
        }

        string version = await WriteAsync(body, cancellationToken);
        StoredObject written = NewObject(key, version, body.Size, body.Md5, metadata) with { Checksums = body.Checksums };
        (bool done, string? old) = await OrDeleteAsync(version, () => index.TryWriteAsync(written, conditions, cancellationToken), static result => result.Done);
        Delete(old);
        return done ? written : null;
    }

    public async Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await index.DeleteAsync(keys, cancellationToken)).ForEach(Delete);

    public Task<ObjectPage> ListAsync(ObjectListing listing, CancellationToken cancellationToken) =>
        listing.CollectAsync((after, count) => index.ReadAsync(listing.Prefix, after, count, cancellationToken));

    public async Task<string> CreateUploadAsync(string key, ObjectMetadata metadata, CancellationToken cancellationToken)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await index.AddUploadAsync(id, key, metadata, time.GetUtcNow(), cancellationToken);
        return id;
    }

    public async Task<string> UploadPartAsync(string key, string uploadId, int number, ObjectBody body, CancellationToken cancellationToken)
    {
        _ = await index.FindUploadAsync(uploadId, key, cancellationToken) ?? throw ObjectException.NoSuchUpload();
        string version = await WriteAsync(body, cancellationToken);
        UploadedPart part = new(version, body.Size, body.Md5);
        (bool done, string? old) = await OrDeleteAsync(version, () => index.TryAddPartAsync(uploadId, key, number, part, cancellationToken), static result => result.Done);
        Delete(old);
        return done ? part.ETag : throw ObjectException.NoSuchUpload();
    }

    /// <summary>The parts become one file: reading stays a matter of one file, and no part can go while it is read.</summary>
    public async Task<StoredObject> CompleteUploadAsync(string key, string uploadId, IReadOnlyList<ObjectPart> parts, CancellationToken cancellationToken)
    {
        ObjectMetadata metadata = await index.FindUploadAsync(uploadId, key, cancellationToken) ?? throw ObjectException.NoSuchUpload();
        Dictionary<int, UploadedPart> uploaded = await index.ReadPartsAsync(uploadId, cancellationToken);
        List<UploadedPart> chosen = [.. parts.Select(part => Choose(uploaded, part))];
        long size = chosen.Sum(static part => part.Size);
        string version = await files.WriteAsync(file => JoinAsync(chosen, file, cancellationToken));
        StoredObject written = NewObject(key, version, size, ObjectPart.ETagOf([.. chosen.Select(static part => part.ETag)]), metadata);
        (bool done, List<string> old) = await OrDeleteAsync(
            version,
            () => index.TryEndUploadAsync(uploadId, key, written, cancellationToken),
            static result => result.Done);
        old.ForEach(Delete);
        return done ? written : throw ObjectException.NoSuchUpload();
    }

    public async Task AbortUploadAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        (bool done, List<string> old) = await index.TryEndUploadAsync(uploadId, key, null, cancellationToken);
        old.ForEach(Delete);
        if (!done)
        {
            throw ObjectException.NoSuchUpload();
        }
    }

    private static UploadedPart Choose(Dictionary<int, UploadedPart> uploaded, ObjectPart part) =>
        uploaded.TryGetValue(part.Number, out UploadedPart? found) && found.ETag == part.ETag ? found : throw ObjectException.InvalidPart();

    private StoredObject NewObject(string key, string version, long size, string etag, ObjectMetadata metadata) => new()
    {
        Key = key,
        Version = version,
        Size = size,
        ETag = etag,
        Uploaded = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
        Metadata = metadata,
        Checksums = new Dictionary<string, string>(),
    };

    private Task<string> WriteAsync(ObjectBody body, CancellationToken cancellationToken) => files.WriteAsync(async file =>
    {
        await foreach (ReadOnlyMemory<byte> piece in body.ReadAsync(cancellationToken))
        {
            await file.WriteAsync(piece, cancellationToken);
        }
    });

    private async Task JoinAsync(List<UploadedPart> parts, FileStream file, CancellationToken cancellationToken)
    {
        foreach (UploadedPart part in parts)
        {
            await using FileStream from = files.TryOpen(part.Version, 0) ?? throw ObjectException.InvalidPart();
            await from.CopyToAsync(file, cancellationToken);
        }
    }

    /// <summary>Does something with a file that was just written; the file goes when it fails.</summary>
    private async Task<T> OrDeleteAsync<T>(string version, Func<Task<T>> act, Func<T, bool> isDone)
    {
        bool done = false;
        try
        {
            T result = await act();
            done = isDone(result);
            return result;
        }
        finally
        {
            if (!done)
            {
                Delete(version);
            }
        }
    }

    private void Delete(string? version)
    {
        if (version is not null)
        {
            files.Delete(version);
        }
    }
}
