using System.Buffers.Binary;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>
/// The AES modes of https://w3c.github.io/webcrypto/, on OpenSSL because .NET's GCM takes neither short tags nor long nonces. Parameters were checked before.
/// </summary>
internal static unsafe class AesCipher
{
    private const int Block = 16;
    private const int WrapBlock = 8;

    public static byte[] Cbc(bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> data)
    {
        byte[] output = new byte[data.Length + Block];
        int length = Run($"AES-{key.Length * 8}-CBC", encrypt, key, nonce, data, output);
        return output[..length];
    }

    /// <summary>https://datatracker.ietf.org/doc/html/rfc3394</summary>
    public static byte[] KeyWrap(bool wrap, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        byte[] output = new byte[data.Length + WrapBlock];
        int length = Run($"id-aes{key.Length * 8}-wrap", wrap, key, default, data, output);
        return output[..length];
    }

    // Only the last `counterBits` bits of the counter block count, and they start again from zero: OpenSSL counts all 128.
    public static byte[] Ctr(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter, int counterBits, ReadOnlySpan<byte> data)
    {
        byte[] output = new byte[data.Length];
        var block = BinaryPrimitives.ReadUInt128BigEndian(counter);
        UInt128 mask = counterBits == 128 ? UInt128.MaxValue : (UInt128.One << counterBits) - 1;
        UInt128 beforeWrap = mask - (block & mask);
        var blocks = (UInt128)(((long)data.Length + Block - 1) / Block);
        if (blocks > 0 && blocks - 1 > mask)
        {
            throw LibCrypto.Fail("OperationError", $"The data are longer than a counter of {counterBits} bits can count.");
        }

        int first = blocks > 0 && blocks - 1 > beforeWrap ? (int)(beforeWrap + 1) * Block : data.Length;
        string name = $"AES-{key.Length * 8}-CTR";
        Run(name, true, key, counter, data[..first], output);
        if (first < data.Length)
        {
            Span<byte> wrapped = stackalloc byte[Block];
            BinaryPrimitives.WriteUInt128BigEndian(wrapped, block & ~mask);
            Run(name, true, key, wrapped, data[first..], output.AsSpan(first));
        }

        return output;
    }

    public static byte[] GcmEncrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> additional, int tagBytes, ReadOnlySpan<byte> data)
    {
        byte[] output = new byte[data.Length + tagBytes];
        Gcm(true, key, nonce, additional, data, output, output.AsSpan(data.Length));
        return output;
    }

    public static byte[] GcmDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> additional, int tagBytes, ReadOnlySpan<byte> data)
    {
        byte[] output = new byte[data.Length - tagBytes];
        Gcm(false, key, nonce, additional, data[..^tagBytes], output, data[^tagBytes..].ToArray());
        return output;
    }

    private static void Gcm(
        bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> additional, ReadOnlySpan<byte> data, Span<byte> output, Span<byte> tag)
    {
        nint context = LibCrypto.EVP_CIPHER_CTX_new();
        try
        {
            int ignored;
            byte spare;
            fixed (byte* keyStart = key, nonceStart = nonce, additionalStart = additional, input = data, start = output, tagStart = tag)
            {
                nint cipher = LibCrypto.EVP_get_cipherbyname($"id-aes{key.Length * 8}-GCM");
                bool isDone = LibCrypto.EVP_CipherInit_ex(context, cipher, 0, null, null, encrypt ? 1 : 0) == 1
                    && LibCrypto.EVP_CIPHER_CTX_ctrl(context, LibCrypto.SetNonceLength, nonce.Length, null) == 1
                    && LibCrypto.EVP_CipherInit_ex(context, 0, 0, keyStart, nonceStart, encrypt ? 1 : 0) == 1
                    && (encrypt || LibCrypto.EVP_CIPHER_CTX_ctrl(context, LibCrypto.SetTag, tag.Length, tagStart) == 1)
                    && (additional.IsEmpty || LibCrypto.EVP_CipherUpdate(context, null, &ignored, additionalStart, additional.Length) == 1)
                    && (data.IsEmpty || LibCrypto.EVP_CipherUpdate(context, start, &ignored, input, data.Length) == 1)
                    && LibCrypto.EVP_CipherFinal_ex(context, &spare, &ignored) == 1
                    && (!encrypt || LibCrypto.EVP_CIPHER_CTX_ctrl(context, LibCrypto.GetTag, tag.Length, tagStart) == 1);
                if (!isDone)
                {
                    throw Failed(encrypt);
                }
            }
        }
        finally
        {
            LibCrypto.EVP_CIPHER_CTX_free(context);
        }
    }

    private static int Run(string name, bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> data, Span<byte> output)
    {
        nint context = LibCrypto.EVP_CIPHER_CTX_new();
        try
        {
            int written = 0, last = 0;
            fixed (byte* keyStart = key, nonceStart = nonce, input = data, start = output)
            {
                LibCrypto.EVP_CIPHER_CTX_set_flags(context, LibCrypto.AllowWrap);
                byte spare;
                bool isDone = LibCrypto.EVP_CipherInit_ex(context, LibCrypto.EVP_get_cipherbyname(name), 0, keyStart, nonceStart, encrypt ? 1 : 0) == 1
                    && (data.IsEmpty || LibCrypto.EVP_CipherUpdate(context, start, &written, input, data.Length) == 1)
                    && LibCrypto.EVP_CipherFinal_ex(context, written < output.Length ? start + written : &spare, &last) == 1;
                return isDone ? written + last : throw Failed(encrypt);
            }
        }
        finally
        {
            LibCrypto.EVP_CIPHER_CTX_free(context);
        }
    }

    private static V8OpException Failed(bool encrypt) =>
        LibCrypto.Fail("OperationError", $"The data could not be {(encrypt ? "encrypted" : "decrypted")} with this key and these parameters.");
}
