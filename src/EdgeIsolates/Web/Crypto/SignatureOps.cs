using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>Signatures, and encryption by RSA. A private RSA key is slow enough to be used off the isolate's thread.</summary>
internal static class SignatureOps
{
    private static readonly byte[] Yes = [1];
    private static readonly byte[] No = [0];

    public static IReadOnlyList<Op> All { get; } =
        [new("op_crypto_sign", Sign), new("op_crypto_verify", Verify), new("op_crypto_rsa_oaep", Oaep)];

    /// <summary><c>op_crypto_sign(kind, hash, saltLength, keyNumber, key, data)</c>.</summary>
    private static void Sign(TenantIsolate isolate, in V8OpCall call)
    {
        SignatureScheme scheme = Scheme(in call);
        EvpKey key = isolate.Crypto.Key(call.GetInt32(3), isPrivate: true, call.GetBytes(4));
        ReadOnlySpan<byte> data = call.GetBytes(5);
        if (scheme.Kind.IsRsa || LongCrypto.IsLong(data))
        {
            byte[] copy = data.ToArray();
            LongCrypto.Return(isolate, in call, copy.Length, _ => scheme.Sign(key, copy));
            return;
        }

        call.Return((ReadOnlySpan<byte>)scheme.Sign(key, data));
    }

    /// <summary><c>op_crypto_verify(kind, hash, saltLength, keyNumber, key, signature, data)</c>: 1 or 0, or later a byte of that.</summary>
    private static void Verify(TenantIsolate isolate, in V8OpCall call)
    {
        SignatureScheme scheme = Scheme(in call);
        EvpKey key = isolate.Crypto.Key(call.GetInt32(3), isPrivate: false, call.GetBytes(4));
        ReadOnlySpan<byte> data = call.GetBytes(6);
        if (LongCrypto.IsLong(data))
        {
            byte[] signature = call.GetBytes(5).ToArray(), copy = data.ToArray();
            LongCrypto.Return(isolate, in call, copy.Length, _ => scheme.Verify(key, signature, copy) ? Yes : No);
            return;
        }

        call.Return(scheme.Verify(key, call.GetBytes(5), data) ? 1 : 0);
    }

    /// <summary><c>op_crypto_rsa_oaep(encrypt, hash, keyNumber, key, label, data)</c>.</summary>
    private static void Oaep(TenantIsolate isolate, in V8OpCall call)
    {
        bool encrypt = call.GetBoolean(0);
        var hash = Hashes.Named(call.GetString(1));
        EvpKey key = isolate.Crypto.Key(call.GetInt32(2), isPrivate: !encrypt, call.GetBytes(3));
        if (encrypt)
        {
            call.Return((ReadOnlySpan<byte>)RsaOaep.Run(key, encrypt, hash, call.GetBytes(4), call.GetBytes(5)));
            return;
        }

        byte[] label = call.GetBytes(4).ToArray(), data = call.GetBytes(5).ToArray();
        LongCrypto.Return(isolate, in call, label.Length + data.Length, _ => RsaOaep.Run(key, encrypt, hash, label, data));
    }

    private static SignatureScheme Scheme(in V8OpCall call)
    {
        KeyKind kind = KeyKind.Named(call.GetString(0));
        return new SignatureScheme(kind, kind.IsEdwards ? default : Hashes.Named(call.GetString(1)), call.GetInt32(2));
    }
}
