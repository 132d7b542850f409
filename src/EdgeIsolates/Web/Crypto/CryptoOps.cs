namespace EdgeIsolates.Web.Crypto;

/// <summary>The operations of Web Crypto, by area.</summary>
internal static class CryptoOps
{
    public static IReadOnlyList<Op> All { get; } =
        [.. RandomOps.All, .. HashOps.All, .. AesOps.All, .. CipherOps.All, .. KeyOps.All, .. SignatureOps.All, .. SecretOps.All];
}
