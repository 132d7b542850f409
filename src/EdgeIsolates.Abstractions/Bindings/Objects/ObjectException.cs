namespace EdgeIsolates;

/// <summary>What an object store tells its caller; the numbers and sentences are those of Cloudflare's R2.</summary>
/// <param name="code">R2's number.</param>
/// <param name="message">One sentence.</param>
public sealed class ObjectException(int code, string message) : Exception(message)
{
    /// <summary>R2's number.</summary>
    public int Code { get; } = code;

    /// <summary>The key is too long.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException InvalidName() => new(10020, "The specified object name is not valid.");

    /// <summary>The body has too many bytes.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException TooLarge() => new(100100, "Your proposed upload exceeds the maximum allowed object size.");

    /// <summary>The custom metadata has too many bytes.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException MetadataTooLarge() => new(10012, "Your metadata headers exceed the maximum allowed metadata size.");

    /// <summary>There is no such upload for that key.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException NoSuchUpload() => new(10024, "The specified multipart upload does not exist.");

    /// <summary>A part is missing, has another etag, or is out of order.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException InvalidPart() => new(10025, "One or more of the specified parts could not be found.");

    /// <summary>The range has no bytes of the object.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException InvalidRange() => new(10039, "The requested range is not satisfiable");

    /// <summary>The listing's cursor is none of ours.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException InvalidCursor() => new(10029, "The specified cursor is not valid.");

    /// <summary>The body has another number of bytes than was said.</summary>
    /// <returns>The exception.</returns>
    public static ObjectException WrongLength() => new(10048, "The body has another length than was said.");

    /// <summary>The body has another checksum than was said.</summary>
    /// <param name="algorithm">Such as <c>SHA-256</c>.</param>
    /// <param name="said">What was said, in hex.</param>
    /// <param name="actual">What it has, in hex.</param>
    /// <returns>The exception.</returns>
    public static ObjectException BadDigest(string algorithm, string said, string actual) => new(
        10037,
        $"The {algorithm} checksum you specified did not match what we received.\nYou provided a {algorithm} checksum with value: {said}\nActual {algorithm} was: {actual}");
}
