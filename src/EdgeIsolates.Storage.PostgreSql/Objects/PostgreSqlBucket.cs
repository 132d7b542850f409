using System.IO.Pipelines;
using System.Security.Cryptography;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>A bucket in PostgreSQL; see <see cref="PostgreSqlBuckets"/>.</summary>
internal sealed class PostgreSqlBucket(PostgreSqlObjectRows rows, PostgreSqlChunks chunks, PostgreSqlGarbage garbage, long maxBytes, TimeProvider time) : IObjectBucket
{
    public long MaxBytes => maxBytes;

    public async Task<StoredObject?> HeadAsync(string key, CancellationToken cancellationToken)
    {
        await garbage.SweepWhenDueAsync(cancellationToken);
        return await rows.FindAsync(key, cancellationToken);
    }

    public async Task<ObjectReading?> GetAsync(string key, ObjectRange? range, ObjectConditions? conditions, CancellationToken cancellationToken)
    {
        if (await HeadAsync(key, cancellationToken) is not { } found)
        {
            return null;
        }

        if (conditions?.Hold(found) == false)
        {
            return new ObjectReading(found, 0, 0, null);
        }

        (long offset, long length) = range?.Of(found.Size) ?? (0, found.Size);
        PostgreSqlObjectStream stream = new(chunks, found.Version, offset, length);
        return new ObjectReading(found, offset, length, PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024)));
    }

    public async Task<StoredObject?> PutAsync(
        string key,
        ObjectBody body,
        ObjectMetadata metadata,
        ObjectConditions? conditions,
        CancellationToken cancellationToken)
    {
        if (conditions?.Hold(await HeadAsync(key, cancellationToken)) == false)
        {
            return null;
        }

        await garbage.SweepWhenDueAsync(cancellationToken);
        string version = await chunks.WriteAsync(body, cancellationToken);
        StoredObject written = NewObject(key, version, body.Size, body.Md5, metadata) with { Checksums = body.Checksums };
        return await OrDropAsync(version, () => rows.TryWriteAsync(written, conditions, cancellationToken)) ? written : null;
    }

    public async Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await garbage.SweepWhenDueAsync(cancellationToken);
        await rows.DeleteAsync(keys, cancellationToken);
    }

    public async Task<ObjectPage> ListAsync(ObjectListing listing, CancellationToken cancellationToken)
    {
        await garbage.SweepWhenDueAsync(cancellationToken);
        return await listing.CollectAsync((after, count) => rows.ReadAsync(listing.Prefix, after, count, cancellationToken));
    }

    public async Task<string> CreateUploadAsync(string key, ObjectMetadata metadata, CancellationToken cancellationToken)
    {
        await garbage.SweepWhenDueAsync(cancellationToken);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await rows.AddUploadAsync(id, key, metadata, cancellationToken);
        return id;
    }

    public async Task<string> UploadPartAsync(string key, string uploadId, int number, ObjectBody body, CancellationToken cancellationToken)
    {
        _ = await FindUploadAsync(key, uploadId, cancellationToken);
        string version = await chunks.WriteAsync(body, cancellationToken);
        PostgreSqlPart part = new(version, body.Size, body.Md5);
        return await OrDropAsync(version, () => rows.TryAddPartAsync(uploadId, key, number, part, cancellationToken)) ? part.ETag : throw ObjectException.NoSuchUpload();
    }

    public async Task<StoredObject> CompleteUploadAsync(string key, string uploadId, IReadOnlyList<ObjectPart> parts, CancellationToken cancellationToken)
    {
        ObjectMetadata metadata = await FindUploadAsync(key, uploadId, cancellationToken);
        Dictionary<int, PostgreSqlPart> uploaded = await rows.ReadPartsAsync(uploadId, cancellationToken);
        PostgreSqlPart[] chosen = [.. parts.Select(part => Choose(uploaded, part))];
        string etag = ObjectPart.ETagOf([.. chosen.Select(static part => part.ETag)]);
        StoredObject written = NewObject(key, Guid.NewGuid().ToString("N"), chosen.Sum(static part => part.Size), etag, metadata);
        return await rows.TryEndUploadAsync(uploadId, key, written, chosen, cancellationToken) ? written : throw ObjectException.NoSuchUpload();
    }

    public async Task AbortUploadAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        await garbage.SweepWhenDueAsync(cancellationToken);
        if (!await rows.TryEndUploadAsync(uploadId, key, null, [], cancellationToken))
        {
            throw ObjectException.NoSuchUpload();
        }
    }

    private static PostgreSqlPart Choose(Dictionary<int, PostgreSqlPart> uploaded, ObjectPart part) =>
        uploaded.TryGetValue(part.Number, out PostgreSqlPart? found) && found.ETag == part.ETag ? found : throw ObjectException.InvalidPart();

    private async Task<ObjectMetadata> FindUploadAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        await garbage.SweepWhenDueAsync(cancellationToken);
        return await rows.FindUploadAsync(uploadId, key, cancellationToken) ?? throw ObjectException.NoSuchUpload();
    }

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

    /// <summary>Names a version that was just written; its chunks go when that fails, or cannot be.</summary>
    private async Task<bool> OrDropAsync(string version, Func<Task<bool>> name)
    {
        bool done = false;
        try
        {
            done = await name();
            return done;
        }
        finally
        {
            if (!done)
            {
                await chunks.DropAsync(version);
            }
        }
    }
}
