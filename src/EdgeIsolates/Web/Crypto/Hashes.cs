using System.Security.Cryptography;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>The hashes by the names that scripts use.</summary>
internal static class Hashes
{
    public static HashAlgorithmName Named(string name) => name switch
    {
        "SHA-1" => HashAlgorithmName.SHA1,
        "SHA-256" => HashAlgorithmName.SHA256,
        "SHA-384" => HashAlgorithmName.SHA384,
        "SHA-512" => HashAlgorithmName.SHA512,
        "MD5" => HashAlgorithmName.MD5,
        "SHA3-256" when SHA3_256.IsSupported => HashAlgorithmName.SHA3_256,
        "SHA3-384" when SHA3_384.IsSupported => HashAlgorithmName.SHA3_384,
        "SHA3-512" when SHA3_512.IsSupported => HashAlgorithmName.SHA3_512,
        _ => throw new V8OpException("NotSupportedError", $"The hash {name} is not supported."),
    };
}
