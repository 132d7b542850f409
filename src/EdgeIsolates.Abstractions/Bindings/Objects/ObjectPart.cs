using System.Globalization;
using System.Security.Cryptography;

namespace EdgeIsolates;

/// <summary>A part of an upload.</summary>
/// <param name="Number">Its number.</param>
/// <param name="ETag">What <see cref="IObjectBucket.UploadPartAsync"/> gave.</param>
public sealed record ObjectPart(int Number, string ETag)
{
    /// <summary>The etag of an object that is made of parts, as S3 has it: the MD5 of their MD5s, and how many they are.</summary>
    /// <param name="etags">The etags of the parts, each an MD5 in hex.</param>
    /// <returns>The etag.</returns>
    public static string ETagOf(IReadOnlyList<string> etags)
    {
        ArgumentNullException.ThrowIfNull(etags);
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (string etag in etags)
        {
            md5.AppendData(Convert.FromHexString(etag));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{etags.Count}");
    }
}
