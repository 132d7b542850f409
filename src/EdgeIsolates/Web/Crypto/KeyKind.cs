using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>A kind of asymmetric key. Algorithms of one family share it: an ECDSA and an ECDH key on P-256 are of one kind.</summary>
/// <param name="Name">As scripts name it: <c>RSA</c>, or the curve.</param>
/// <param name="OpenSslId">OpenSSL's number of the type.</param>
/// <param name="Algorithm">The object identifier in SubjectPublicKeyInfo and PKCS #8.</param>
/// <param name="Curve">The object identifier of a curve that stands beside it, and <see langword="null"/> where there is none.</param>
/// <param name="Group">OpenSSL's name of that curve.</param>
/// <param name="Size">The bytes of a coordinate or of a private scalar; 0 for RSA.</param>
internal sealed record KeyKind(string Name, int OpenSslId, string Algorithm, string? Curve, string? Group, int Size)
{
    public static readonly KeyKind Rsa = new("RSA", LibCrypto.RsaId, "1.2.840.113549.1.1.1", null, null, 0);
    public static readonly KeyKind P256 = new("P-256", LibCrypto.EcId, "1.2.840.10045.2.1", "1.2.840.10045.3.1.7", "prime256v1", 32);
    public static readonly KeyKind P384 = new("P-384", LibCrypto.EcId, "1.2.840.10045.2.1", "1.3.132.0.34", "secp384r1", 48);
    public static readonly KeyKind P521 = new("P-521", LibCrypto.EcId, "1.2.840.10045.2.1", "1.3.132.0.35", "secp521r1", 66);
    public static readonly KeyKind Ed25519 = new("Ed25519", LibCrypto.Ed25519Id, "1.3.101.112", null, null, 32);
    public static readonly KeyKind X25519 = new("X25519", LibCrypto.X25519Id, "1.3.101.110", null, null, 32);

    public static readonly KeyKind Ed448 = new("Ed448", LibCrypto.Ed448Id, "1.3.101.113", null, null, 57);
    public static readonly KeyKind X448 = new("X448", LibCrypto.X448Id, "1.3.101.111", null, null, 56);

    public bool IsRsa => OpenSslId == LibCrypto.RsaId;

    /// <summary>Whether it signs by EdDSA, which brings its own hash.</summary>
    public bool IsEdwards => OpenSslId is LibCrypto.Ed25519Id or LibCrypto.Ed448Id;

    /// <summary>Whether its keys are points and scalars of a NIST curve.</summary>
    public bool IsEc => OpenSslId == LibCrypto.EcId;

    public static KeyKind Named(string name) => name switch
    {
        "RSA" => Rsa,
        "P-256" => P256,
        "P-384" => P384,
        "P-521" => P521,
        "Ed25519" => Ed25519,
        "X25519" => X25519,
        "Ed448" => Ed448,
        "X448" => X448,
        _ => throw new V8OpException("NotSupportedError", $"Keys of the kind {name} are not supported."),
    };
}
