using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates;

/// <summary>How many may pass in how much time.</summary>
/// <remarks>
/// The period is cut into <see cref="Slices"/> slices by the clock, and the counts of the present slice and of as many as make a period before it are added up. The
/// oldest of them still counts in full while only a part of it lies in the period: so never too many pass, and each place is free again after one period and up to one slice more.
/// </remarks>
/// <param name="NamespaceId">Limits with the same one and the same period share their counts.</param>
/// <param name="Limit">The most that pass; at least 1.</param>
/// <param name="PeriodSeconds">The period; at least 1 second.</param>
public sealed record RateLimit(string NamespaceId, int Limit, int PeriodSeconds)
{
    /// <summary>The slices of a period: 16.</summary>
    public const int Slices = 16;

    /// <summary>The slice that a moment lies in; slices are numbered from 1970 on.</summary>
    /// <param name="now">The moment.</param>
    /// <returns>The number.</returns>
    public long SliceAt(DateTimeOffset now) => now.ToUnixTimeMilliseconds() * Slices / (PeriodSeconds * 1000L);

    /// <summary>What stands for a key in memory or in a store: 16 bytes, however long the key is, that no two keys share.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The first half of its SHA-256.</returns>
    public static UInt128 Digest(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
