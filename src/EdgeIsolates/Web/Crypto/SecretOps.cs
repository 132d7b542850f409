using System.Security.Cryptography;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>Secrets derived from keys and passwords.</summary>
internal static class SecretOps
{
    private const int HkdfMostBlocks = 255;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_crypto_agree", Agree),
        new("op_crypto_hkdf", DeriveHkdf),
        new("op_crypto_pbkdf2", DerivePbkdf2),
        new("op_crypto_pbkdf2_sync", DerivePbkdf2Now),
        new("op_crypto_scrypt", DeriveScrypt),
        new("op_crypto_scrypt_sync", DeriveScryptNow),
    ];

    /// <summary><c>op_crypto_agree(keyNumber, privateKey, peerNumber, peerKey)</c>.</summary>
    private static void Agree(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((ReadOnlySpan<byte>)KeyAgreement.Derive(
            isolate.Crypto.Key(call.GetInt32(0), isPrivate: true, call.GetBytes(1)),
            isolate.Crypto.Key(call.GetInt32(2), isPrivate: false, call.GetBytes(3))));

    /// <summary><c>op_crypto_hkdf(hash, key, salt, info, bytes)</c>.</summary>
    private static void DeriveHkdf(TenantIsolate isolate, in V8OpCall call)
    {
        HashAlgorithmName hash = Hashes.Named(call.GetString(0));
        double bytes = call.GetDouble(4);
        int most = HkdfMostBlocks * CryptographicOperations.HashData(hash, []).Length;
        if (bytes > most)
        {
            throw new V8OpException("OperationError", $"HKDF gives at most {most} bytes with this hash.");
        }

        // Not HKDF.DeriveKey, which refuses an empty key.
        Span<byte> derived = new byte[(int)bytes];
        HKDF.Expand(hash, CryptographicOperations.HmacData(hash, call.GetBytes(2), call.GetBytes(1)), derived, call.GetBytes(3));
        call.Return((ReadOnlySpan<byte>)derived);
    }

    /// <summary><c>op_crypto_pbkdf2(hash, password, salt, iterations, bytes)</c>.</summary>
    private static void DerivePbkdf2(TenantIsolate isolate, in V8OpCall call)
    {
        HashAlgorithmName hash = Hashes.Named(call.GetString(0));
        byte[] password = call.GetBytes(1).ToArray(), salt = call.GetBytes(2).ToArray();
        int iterations = Count(in call, 3), bytes = Count(in call, 4);
        if (Pbkdf2.IsLong(hash, iterations, bytes))
        {
            LongCrypto.Return(isolate, in call, password.Length + salt.Length + bytes, left => Pbkdf2.Derive(hash, password, salt, iterations, bytes, left));
            return;
        }

        call.Return((ReadOnlySpan<byte>)Pbkdf2.Derive(hash, password, salt, iterations, bytes, TimeSpan.MaxValue));
    }

    /// <summary><c>op_crypto_pbkdf2_sync(hash, password, salt, iterations, bytes)</c>: the same on the isolate's thread, for Node's interface.</summary>
    private static void DerivePbkdf2Now(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((ReadOnlySpan<byte>)Pbkdf2.Derive(
            Hashes.Named(call.GetString(0)), call.GetBytes(1).ToArray(), call.GetBytes(2).ToArray(), Count(in call, 3), Count(in call, 4), CpuLeft(isolate, in call)));

    /// <summary><c>op_crypto_scrypt(password, salt, cost, blockSize, parallelization, bytes)</c>.</summary>
    private static void DeriveScrypt(TenantIsolate isolate, in V8OpCall call)
    {
        byte[] password = call.GetBytes(0).ToArray(), salt = call.GetBytes(1).ToArray();
        ScryptParameters parameters = Parameters(in call);
        int bytes = Count(in call, 5);
        LongCrypto.Return(isolate, in call, password.Length + salt.Length + bytes, left => Scrypt.Derive(isolate, password, salt, parameters, bytes, left));
    }

    /// <summary><c>op_crypto_scrypt_sync(password, salt, cost, blockSize, parallelization, bytes)</c>: the same on the isolate's thread.</summary>
    private static void DeriveScryptNow(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((ReadOnlySpan<byte>)Scrypt.Derive(
            isolate, call.GetBytes(0).ToArray(), call.GetBytes(1).ToArray(), Parameters(in call), Count(in call, 5), CpuLeft(isolate, in call)));

    private static ScryptParameters Parameters(in V8OpCall call) => new((uint)Count(in call, 2), (uint)Count(in call, 3), (uint)Count(in call, 4));

    private static TimeSpan CpuLeft(TenantIsolate isolate, in V8OpCall call)
    {
        V8Scope scope = call.Scope;
        Invocation? invocation = isolate.Find(scope.CurrentRequest);
        return invocation is null ? TimeSpan.Zero : invocation.CpuLimit - scope.GetRequestCpu(invocation.Id);
    }

    private static int Count(in V8OpCall call, int index) => (int)Math.Min(call.GetDouble(index), int.MaxValue);
}
