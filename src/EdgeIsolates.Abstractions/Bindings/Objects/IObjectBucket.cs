namespace EdgeIsolates;

/// <summary>
/// A bucket of objects: bytes and what is said about them, under keys. A key is any text of at most <see cref="BucketLimits.MaxKeyBytes"/> bytes. An object
/// is there as a whole or not at all, whoever reads and whatever fails meanwhile. Bodies pass through; none is kept in memory. All members may be called
/// from any thread.
/// </summary>
/// <remarks>Every member throws <see cref="ObjectException"/> for what the caller is told, and <see cref="StoreUnavailableException"/> when the store cannot be used now.</remarks>
public interface IObjectBucket
{
    /// <summary>How many bytes an object, or a part of one, may have.</summary>
    long MaxBytes { get; }

    /// <summary>What is known of an object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<StoredObject?> HeadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Reads an object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="range">Which part; all when <see langword="null"/>.</param>
    /// <param name="conditions">When they do not hold, the reading has no body.</param>
    /// <param name="cancellationToken">Ends the call, but not the reading of the body.</param>
    /// <returns><see langword="null"/> when there is none. Whoever takes the body completes it.</returns>
    Task<ObjectReading?> GetAsync(string key, ObjectRange? range, ObjectConditions? conditions, CancellationToken cancellationToken);

    /// <summary>Writes an object, in place of the one that is there.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="body">Its bytes; read to the end unless something fails.</param>
    /// <param name="metadata">What is said about it.</param>
    /// <param name="conditions">What must hold of the object that is there when the new one takes its place.</param>
    /// <param name="cancellationToken">Ends the call; nothing is written then.</param>
    /// <returns>The object; <see langword="null"/> when the conditions do not hold.</returns>
    Task<StoredObject?> PutAsync(string key, ObjectBody body, ObjectMetadata metadata, ObjectConditions? conditions, CancellationToken cancellationToken);

    /// <summary>Deletes objects; those that are not there are no fault.</summary>
    /// <param name="keys">Their keys, at most 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When they are gone.</returns>
    Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Lists objects in the byte order of their keys in UTF-8.</summary>
    /// <param name="listing">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>One page.</returns>
    Task<ObjectPage> ListAsync(ObjectListing listing, CancellationToken cancellationToken);

    /// <summary>Begins an upload in parts.</summary>
    /// <param name="key">The key of the object that it becomes.</param>
    /// <param name="metadata">What is said about that.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The upload's id.</returns>
    Task<string> CreateUploadAsync(string key, ObjectMetadata metadata, CancellationToken cancellationToken);

    /// <summary>Uploads a part, in place of the one with the same number.</summary>
    /// <param name="key">The key that the upload was begun for.</param>
    /// <param name="uploadId">The upload's id.</param>
    /// <param name="number">The part's number, from 1 to 10,000.</param>
    /// <param name="body">Its bytes; read to the end unless something fails.</param>
    /// <param name="cancellationToken">Ends the call; nothing is written then.</param>
    /// <returns>The part's etag.</returns>
    Task<string> UploadPartAsync(string key, string uploadId, int number, ObjectBody body, CancellationToken cancellationToken);

    /// <summary>Makes an object of the parts; the upload is gone then.</summary>
    /// <param name="key">The key that the upload was begun for.</param>
    /// <param name="uploadId">The upload's id.</param>
    /// <param name="parts">The parts by ascending numbers.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The object.</returns>
    Task<StoredObject> CompleteUploadAsync(string key, string uploadId, IReadOnlyList<ObjectPart> parts, CancellationToken cancellationToken);

    /// <summary>Drops an upload with its parts.</summary>
    /// <param name="key">The key that the upload was begun for.</param>
    /// <param name="uploadId">The upload's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When they are gone.</returns>
    Task AbortUploadAsync(string key, string uploadId, CancellationToken cancellationToken);
}
