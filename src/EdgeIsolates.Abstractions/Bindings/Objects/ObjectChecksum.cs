using System.Security.Cryptography;

namespace EdgeIsolates;

/// <summary>A checksum that a body must have.</summary>
public sealed record ObjectChecksum
{
    private static readonly Dictionary<string, (HashAlgorithmName Algorithm, string Name, int Bytes)> Known = new(StringComparer.Ordinal)
    {
        ["md5"] = (HashAlgorithmName.MD5, "MD5", 16),
        ["sha1"] = (HashAlgorithmName.SHA1, "SHA-1", 20),
        ["sha256"] = (HashAlgorithmName.SHA256, "SHA-256", 32),
        ["sha384"] = (HashAlgorithmName.SHA384, "SHA-384", 48),
        ["sha512"] = (HashAlgorithmName.SHA512, "SHA-512", 64),
    };

    private ObjectChecksum(string name, string hex)
    {
        Name = name;
        Hex = hex;
    }

    /// <summary><c>md5</c>, <c>sha1</c>, <c>sha256</c>, <c>sha384</c> or <c>sha512</c>.</summary>
    public string Name { get; }

    /// <summary>Its bytes in lower-case hex.</summary>
    public string Hex { get; }

    /// <summary>How .NET calls the algorithm.</summary>
    public HashAlgorithmName Algorithm => Known[Name].Algorithm;

    /// <summary>How people call the algorithm, such as <c>SHA-256</c>.</summary>
    public string Title => Known[Name].Name;

    /// <summary>A checksum by its name.</summary>
    /// <param name="name">Such as <c>sha256</c>.</param>
    /// <param name="hex">Its bytes in lower-case hex.</param>
    /// <returns><see langword="null"/> when there is none of that name, or of that length.</returns>
    public static ObjectChecksum? Find(string name, string hex) =>
        Known.TryGetValue(name, out (HashAlgorithmName Algorithm, string Name, int Bytes) known) && hex.Length == known.Bytes * 2 ? new ObjectChecksum(name, hex) : null;
}
