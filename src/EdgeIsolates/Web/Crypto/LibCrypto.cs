using System.Runtime.InteropServices;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

// What we use of OpenSSL's libcrypto, which is always there because V8's own library and .NET both need it. It does what System.Security.Cryptography
// cannot: the Edwards and Montgomery curves, labels in RSA-OAEP, tags and nonces of any length in AES-GCM, compressed points, RSA keys whose making can be stopped.
// Functions answer 1, or a pointer, when all is well. What they say on failure is dropped at once (`Fail`): .NET reads the same thread's queue of errors.
internal static unsafe partial class LibCrypto
{
    public const int RsaId = 6;
    public const int EcId = 408;
    public const int X25519Id = 1034;
    public const int X448Id = 1035;
    public const int Ed25519Id = 1087;
    public const int Ed448Id = 1088;

    public const int RsaPkcs1Padding = 1;
    public const int RsaOaepPadding = 4;
    public const int RsaPssPadding = 6;

    public const int SetNonceLength = 0x9;
    public const int GetTag = 0x10;
    public const int SetTag = 0x11;
    public const int AllowWrap = 0x1;

    private const string Library = "libcrypto.so.3";

    /// <summary>Forgets what went wrong in OpenSSL and makes the error that the script sees.</summary>
    public static V8OpException Fail(string errorName, string message)
    {
        ERR_clear_error();
        return new V8OpException(errorName, message);
    }

    [LibraryImport(Library)] public static partial void ERR_clear_error();
    [LibraryImport(Library)] public static partial void* CRYPTO_malloc(nuint size, byte* file, int line);

    [LibraryImport(Library)] public static partial void EVP_PKEY_free(nint key);
    [LibraryImport(Library)] public static partial int EVP_PKEY_get_base_id(EvpKey key);
    [LibraryImport(Library)] public static partial int EVP_PKEY_get_bits(EvpKey key);
    [LibraryImport(Library)] public static partial int EVP_PKEY_get_group_name(EvpKey key, byte* name, nuint size, nuint* length);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int EVP_PKEY_set_utf8_string_param(EvpKey key, string name, string value);
    [LibraryImport(Library)] public static partial EvpKey d2i_PUBKEY(nint reuse, byte** input, nint length);
    [LibraryImport(Library)] public static partial int i2d_PUBKEY(EvpKey key, byte** output);
    [LibraryImport(Library)] public static partial nint d2i_PKCS8_PRIV_KEY_INFO(nint reuse, byte** input, nint length);
    [LibraryImport(Library)] public static partial int i2d_PKCS8_PRIV_KEY_INFO(nint info, byte** output);
    [LibraryImport(Library)] public static partial void PKCS8_PRIV_KEY_INFO_free(nint info);
    [LibraryImport(Library)] public static partial EvpKey EVP_PKCS82PKEY(nint info);
    [LibraryImport(Library)] public static partial nint EVP_PKEY2PKCS8(EvpKey key);

    [LibraryImport(Library)] public static partial nint EVP_PKEY_CTX_new(EvpKey key, nint engine);
    [LibraryImport(Library)] public static partial nint EVP_PKEY_CTX_new_id(int id, nint engine);
    [LibraryImport(Library)] public static partial void EVP_PKEY_CTX_free(nint context);
    [LibraryImport(Library)] public static partial int EVP_PKEY_pairwise_check(nint context);
    [LibraryImport(Library)] public static partial int EVP_PKEY_keygen_init(nint context);
    [LibraryImport(Library)] public static partial int EVP_PKEY_keygen(nint context, nint* key);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int EVP_PKEY_CTX_set_group_name(nint context, string name);
    [LibraryImport(Library)] public static partial int EVP_PKEY_CTX_set_rsa_keygen_bits(nint context, int bits);
    [LibraryImport(Library)] public static partial int EVP_PKEY_CTX_set1_rsa_keygen_pubexp(nint context, nint exponent);
    [LibraryImport(Library)] public static partial void EVP_PKEY_CTX_set_cb(nint context, delegate* unmanaged<nint, int> progress);
    [LibraryImport(Library)] public static partial nint BN_bin2bn(byte* bytes, int length, nint reuse);
    [LibraryImport(Library)] public static partial void BN_free(nint number);

    [LibraryImport(Library)] public static partial int EVP_PKEY_derive_init(nint context);
    [LibraryImport(Library)] public static partial int EVP_PKEY_derive_set_peer(nint context, EvpKey peer);
    [LibraryImport(Library)] public static partial int EVP_PKEY_derive(nint context, byte* secret, nuint* length);

    [LibraryImport(Library)] public static partial int EVP_PKEY_encrypt_init(nint context);
    [LibraryImport(Library)] public static partial int EVP_PKEY_encrypt(nint context, byte* output, nuint* outputLength, byte* input, nuint length);
    [LibraryImport(Library)] public static partial int EVP_PKEY_decrypt_init(nint context);
    [LibraryImport(Library)] public static partial int EVP_PKEY_decrypt(nint context, byte* output, nuint* outputLength, byte* input, nuint length);
    [LibraryImport(Library)] public static partial int EVP_PKEY_CTX_set_rsa_padding(nint context, int padding);
    [LibraryImport(Library)] public static partial int EVP_PKEY_CTX_set_rsa_pss_saltlen(nint context, int length);
    [LibraryImport(Library)] public static partial int EVP_PKEY_CTX_set_rsa_oaep_md(nint context, nint digest);
    [LibraryImport(Library)] public static partial int EVP_PKEY_CTX_set_rsa_mgf1_md(nint context, nint digest);
    [LibraryImport(Library)] public static partial int EVP_PKEY_CTX_set0_rsa_oaep_label(nint context, void* label, int length);

    [LibraryImport(Library)]
    public static partial int EVP_PBE_scrypt(
        byte* password, nuint passwordLength, byte* salt, nuint saltLength, ulong cost, ulong blockSize, ulong parallelization, ulong mostMemory,
        byte* key, nuint keyLength);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial nint EVP_get_digestbyname(string name);
    [LibraryImport(Library)] public static partial nint EVP_MD_CTX_new();
    [LibraryImport(Library)] public static partial void EVP_MD_CTX_free(nint context);
    [LibraryImport(Library)] public static partial int EVP_DigestSignInit(nint context, nint* keyContext, nint digest, nint engine, EvpKey key);
    [LibraryImport(Library)] public static partial int EVP_DigestSign(nint context, byte* signature, nuint* signatureLength, byte* data, nuint length);
    [LibraryImport(Library)] public static partial int EVP_DigestVerifyInit(nint context, nint* keyContext, nint digest, nint engine, EvpKey key);
    [LibraryImport(Library)] public static partial int EVP_DigestVerify(nint context, byte* signature, nuint signatureLength, byte* data, nuint length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial nint EVP_get_cipherbyname(string name);
    [LibraryImport(Library)] public static partial nint EVP_CIPHER_CTX_new();
    [LibraryImport(Library)] public static partial void EVP_CIPHER_CTX_free(nint context);
    [LibraryImport(Library)] public static partial int EVP_CIPHER_CTX_set_padding(nint context, int isPadded);
    [LibraryImport(Library)] public static partial void EVP_CIPHER_CTX_set_flags(nint context, int flags);
    [LibraryImport(Library)] public static partial int EVP_CIPHER_CTX_ctrl(nint context, int what, int number, void* data);
    [LibraryImport(Library)] public static partial int EVP_CipherInit_ex(nint context, nint cipher, nint engine, byte* key, byte* nonce, int encrypt);
    [LibraryImport(Library)] public static partial int EVP_CipherUpdate(nint context, byte* output, int* written, byte* input, int length);
    [LibraryImport(Library)] public static partial int EVP_CipherFinal_ex(nint context, byte* output, int* written);
}
