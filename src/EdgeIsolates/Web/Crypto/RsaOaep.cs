using System.Security.Cryptography;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>RSA-OAEP: https://w3c.github.io/webcrypto/#rsa-oaep</summary>
internal static unsafe class RsaOaep
{
    public static byte[] Run(EvpKey key, bool encrypt, HashAlgorithmName hash, ReadOnlySpan<byte> label, ReadOnlySpan<byte> data)
    {
        nint context = LibCrypto.EVP_PKEY_CTX_new(key, 0);
        try
        {
            if (!Prepare(context, encrypt, LibCrypto.EVP_get_digestbyname(hash.Name!), label))
            {
                throw Failed(encrypt);
            }

            return Run(context, encrypt, data);
        }
        finally
        {
            LibCrypto.EVP_PKEY_CTX_free(context);
        }
    }

    private static byte[] Run(nint context, bool encrypt, ReadOnlySpan<byte> data)
    {
        nuint length = 0;
        fixed (byte* input = data)
        {
            if (Call(context, encrypt, null, &length, input, data.Length) != 1)
            {
                throw Failed(encrypt);
            }

            byte[] output = new byte[length];
            fixed (byte* start = output)
            {
                if (Call(context, encrypt, start, &length, input, data.Length) != 1)
                {
                    throw Failed(encrypt);
                }
            }

            return output[..(int)length];
        }
    }

    private static int Call(nint context, bool encrypt, byte* output, nuint* length, byte* input, int inputLength) =>
        encrypt
            ? LibCrypto.EVP_PKEY_encrypt(context, output, length, input, (nuint)inputLength)
            : LibCrypto.EVP_PKEY_decrypt(context, output, length, input, (nuint)inputLength);

    private static bool Prepare(nint context, bool encrypt, nint digest, ReadOnlySpan<byte> label) =>
        (encrypt ? LibCrypto.EVP_PKEY_encrypt_init(context) : LibCrypto.EVP_PKEY_decrypt_init(context)) == 1
        && LibCrypto.EVP_PKEY_CTX_set_rsa_padding(context, LibCrypto.RsaOaepPadding) == 1
        && LibCrypto.EVP_PKEY_CTX_set_rsa_oaep_md(context, digest) == 1
        && LibCrypto.EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) == 1
        && (label.IsEmpty || SetLabel(context, label));

    // OpenSSL takes the label over, and frees it.
    private static bool SetLabel(nint context, ReadOnlySpan<byte> label)
    {
        void* copy = LibCrypto.CRYPTO_malloc((nuint)label.Length, null, 0);
        label.CopyTo(new Span<byte>(copy, label.Length));
        return LibCrypto.EVP_PKEY_CTX_set0_rsa_oaep_label(context, copy, label.Length) == 1;
    }

    private static V8OpException Failed(bool encrypt) =>
        LibCrypto.Fail(
            "OperationError",
            encrypt ? "The data are too long for the RSA key and hash." : "The data could not be decrypted with this key, hash and label.");
}
