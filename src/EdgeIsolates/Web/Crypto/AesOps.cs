using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>AES; the scripts have checked the parameters.</summary>
internal static class AesOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_crypto_aes_cbc", Cbc),
        new("op_crypto_aes_ctr", Ctr),
        new("op_crypto_aes_gcm", Gcm),
        new("op_crypto_aes_kw", KeyWrap),
    ];

    /// <summary><c>op_crypto_aes_cbc(encrypt, key, iv, data)</c>.</summary>
    private static void Cbc(TenantIsolate isolate, in V8OpCall call)
    {
        bool encrypt = call.GetBoolean(0);
        ReadOnlySpan<byte> data = call.GetBytes(3);
        if (LongCrypto.IsLong(data))
        {
            byte[] key = call.GetBytes(1).ToArray(), iv = call.GetBytes(2).ToArray(), copy = data.ToArray();
            LongCrypto.Return(isolate, in call, 2L * copy.Length, _ => AesCipher.Cbc(encrypt, key, iv, copy));
            return;
        }

        call.Return((ReadOnlySpan<byte>)AesCipher.Cbc(encrypt, call.GetBytes(1), call.GetBytes(2), data));
    }

    /// <summary><c>op_crypto_aes_ctr(key, counter, bits, data)</c>.</summary>
    private static void Ctr(TenantIsolate isolate, in V8OpCall call)
    {
        int bits = call.GetInt32(2);
        ReadOnlySpan<byte> data = call.GetBytes(3);
        if (LongCrypto.IsLong(data))
        {
            byte[] key = call.GetBytes(0).ToArray(), counter = call.GetBytes(1).ToArray(), copy = data.ToArray();
            LongCrypto.Return(isolate, in call, 2L * copy.Length, _ => AesCipher.Ctr(key, counter, bits, copy));
            return;
        }

        call.Return((ReadOnlySpan<byte>)AesCipher.Ctr(call.GetBytes(0), call.GetBytes(1), bits, data));
    }

    /// <summary><c>op_crypto_aes_gcm(encrypt, key, iv, additionalData, tagBytes, data)</c>.</summary>
    private static void Gcm(TenantIsolate isolate, in V8OpCall call)
    {
        bool encrypt = call.GetBoolean(0);
        int tag = call.GetInt32(4);
        ReadOnlySpan<byte> data = call.GetBytes(5);
        if (LongCrypto.IsLong(data) || LongCrypto.IsLong(call.GetBytes(3)))
        {
            byte[] key = call.GetBytes(1).ToArray(), iv = call.GetBytes(2).ToArray(), additional = call.GetBytes(3).ToArray(), copy = data.ToArray();
            LongCrypto.Return(isolate, in call, (2L * copy.Length) + additional.Length, _ => Gcm(encrypt, key, iv, additional, tag, copy));
            return;
        }

        call.Return((ReadOnlySpan<byte>)Gcm(encrypt, call.GetBytes(1), call.GetBytes(2), call.GetBytes(3), tag, data));
    }

    private static byte[] Gcm(bool encrypt, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> additional, int tag, ReadOnlySpan<byte> data) =>
        encrypt ? AesCipher.GcmEncrypt(key, iv, additional, tag, data) : AesCipher.GcmDecrypt(key, iv, additional, tag, data);

    /// <summary><c>op_crypto_aes_kw(wrap, key, data)</c>.</summary>
    private static void KeyWrap(TenantIsolate isolate, in V8OpCall call)
    {
        bool wrap = call.GetBoolean(0);
        ReadOnlySpan<byte> data = call.GetBytes(2);
        if (LongCrypto.IsLong(data))
        {
            byte[] key = call.GetBytes(1).ToArray(), copy = data.ToArray();
            LongCrypto.Return(isolate, in call, 2L * copy.Length, _ => AesCipher.KeyWrap(wrap, key, copy));
            return;
        }

        call.Return((ReadOnlySpan<byte>)AesCipher.KeyWrap(wrap, call.GetBytes(1), data));
    }
}
