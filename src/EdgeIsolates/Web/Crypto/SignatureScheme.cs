using System.Security.Cryptography;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>How a key signs.</summary>
/// <param name="Kind">The kind of key.</param>
/// <param name="Hash">The hash; of no meaning for Ed25519 and Ed448.</param>
/// <param name="SaltLength">The salt of RSA-PSS in bytes; below zero it is RSASSA-PKCS1-v1_5, if RSA at all.</param>
internal readonly record struct SignatureScheme(KeyKind Kind, HashAlgorithmName Hash, int SaltLength)
{
    private const int PointSize = 32;

    public unsafe byte[] Sign(EvpKey key, ReadOnlySpan<byte> data)
    {
        nint context = LibCrypto.EVP_MD_CTX_new();
        try
        {
            nint keyContext;
            nuint length = 0;
            fixed (byte* start = data)
            {
                if (LibCrypto.EVP_DigestSignInit(context, &keyContext, Digest(), 0, key) != 1
                    || !SetPadding(keyContext)
                    || LibCrypto.EVP_DigestSign(context, null, &length, start, (nuint)data.Length) != 1)
                {
                    throw Failed();
                }

                byte[] signature = new byte[length];
                fixed (byte* output = signature)
                {
                    if (LibCrypto.EVP_DigestSign(context, output, &length, start, (nuint)data.Length) != 1)
                    {
                        throw Failed();
                    }
                }

                return Kind.IsEc ? EcdsaSignature.FromDer(signature.AsMemory(0, (int)length), Kind.Size) : signature;
            }
        }
        finally
        {
            LibCrypto.EVP_MD_CTX_free(context);
        }
    }

    public unsafe bool Verify(EvpKey key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> native = Kind.IsEc ? EcdsaSignature.ToDer(signature, Kind.Size) : signature;
        if (native.IsEmpty || (Kind == KeyKind.Ed25519 && HasSmallOrder(key, signature)))
        {
            return false;
        }

        nint context = LibCrypto.EVP_MD_CTX_new();
        try
        {
            nint keyContext;
            fixed (byte* signed = native, start = data)
            {
                return LibCrypto.EVP_DigestVerifyInit(context, &keyContext, Digest(), 0, key) == 1
                    && SetPadding(keyContext)
                    && LibCrypto.EVP_DigestVerify(context, signed, (nuint)native.Length, start, (nuint)data.Length) == 1;
            }
        }
        finally
        {
            LibCrypto.EVP_MD_CTX_free(context);
            LibCrypto.ERR_clear_error();
        }
    }

    private static V8OpException Failed() => LibCrypto.Fail("OperationError", "The data could not be signed with this key and these parameters.");

    private static bool HasSmallOrder(EvpKey key, ReadOnlySpan<byte> signature) =>
        signature.Length < PointSize || SmallOrderPoints.Has(signature[..PointSize]) || SmallOrderPoints.Has(KeyDer.PublicKey(key.ToPublic()));

    private nint Digest() => Kind.IsEdwards ? 0 : LibCrypto.EVP_get_digestbyname(Hash.Name!);

    private bool SetPadding(nint keyContext)
    {
        if (!Kind.IsRsa)
        {
            return true;
        }

        return SaltLength < 0
            ? LibCrypto.EVP_PKEY_CTX_set_rsa_padding(keyContext, LibCrypto.RsaPkcs1Padding) == 1
            : LibCrypto.EVP_PKEY_CTX_set_rsa_padding(keyContext, LibCrypto.RsaPssPadding) == 1
                && LibCrypto.EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, SaltLength) == 1;
    }
}
