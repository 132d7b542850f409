using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Deployments;

/// <summary>Names versions: a counter per function, which people can order, and the head of the content's hash, which tells what it is.</summary>
internal static class VersionName
{
    private const int HashCharacters = 8;

    public static string Of(int number, IReadOnlyList<EdgeModule> modules) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}-{ContentHash(modules)[..HashCharacters]}");

    private static string ContentHash(IReadOnlyList<EdgeModule> modules)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (EdgeModule module in modules)
        {
            Append(hash, Encoding.UTF8.GetBytes(module.Name));
            Append(hash, [(byte)module.Kind]);
            Append(hash, module.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>With its length in front, so that no two lists of parts read the same.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
