using System.Security.Cryptography;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>Hashes and HMAC: at once for Web Crypto, piece by piece for Node's interface.</summary>
internal static class HashOps
{
    private static readonly byte[] Yes = [1];
    private static readonly byte[] No = [0];

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_crypto_digest", Digest),
        new("op_crypto_hmac", Hmac),
        new("op_crypto_hmac_verify", HmacVerify),
        new("op_crypto_hash_new", New),
        new("op_crypto_hash_update", Update),
        new("op_crypto_hash_copy", Copy),
        new("op_crypto_hash_digest", Finish),
    ];

    /// <summary><c>op_crypto_digest(hash, data)</c>.</summary>
    private static void Digest(TenantIsolate isolate, in V8OpCall call)
    {
        HashAlgorithmName hash = Hashes.Named(call.GetString(0));
        ReadOnlySpan<byte> data = call.GetBytes(1);
        if (LongCrypto.IsLong(data))
        {
            byte[] copy = data.ToArray();
            LongCrypto.Return(isolate, in call, copy.Length, _ => CryptographicOperations.HashData(hash, copy));
            return;
        }

        Span<byte> digest = stackalloc byte[SHA512.HashSizeInBytes];
        int length = CryptographicOperations.HashData(hash, data, digest);
        call.Return((ReadOnlySpan<byte>)digest[..length]);
    }

    /// <summary><c>op_crypto_hmac(hash, key, data)</c>.</summary>
    private static void Hmac(TenantIsolate isolate, in V8OpCall call)
    {
        HashAlgorithmName hash = Hashes.Named(call.GetString(0));
        ReadOnlySpan<byte> data = call.GetBytes(2);
        if (LongCrypto.IsLong(data))
        {
            byte[] key = call.GetBytes(1).ToArray(), copy = data.ToArray();
            LongCrypto.Return(isolate, in call, copy.Length, _ => CryptographicOperations.HmacData(hash, key, copy));
            return;
        }

        Span<byte> mac = stackalloc byte[SHA512.HashSizeInBytes];
        int length = CryptographicOperations.HmacData(hash, call.GetBytes(1), data, mac);
        call.Return((ReadOnlySpan<byte>)mac[..length]);
    }

    /// <summary><c>op_crypto_hmac_verify(hash, key, signature, data)</c>: 1 or 0, or later a byte of that.</summary>
    private static void HmacVerify(TenantIsolate isolate, in V8OpCall call)
    {
        HashAlgorithmName hash = Hashes.Named(call.GetString(0));
        ReadOnlySpan<byte> data = call.GetBytes(3);
        if (LongCrypto.IsLong(data))
        {
            byte[] key = call.GetBytes(1).ToArray(), signature = call.GetBytes(2).ToArray(), copy = data.ToArray();
            LongCrypto.Return(isolate, in call, copy.Length, _ => IsMac(hash, key, signature, copy) ? Yes : No);
            return;
        }

        call.Return(IsMac(hash, call.GetBytes(1), call.GetBytes(2), data) ? 1 : 0);
    }

    private static bool IsMac(HashAlgorithmName hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data)
    {
        Span<byte> mac = stackalloc byte[SHA512.HashSizeInBytes];
        int length = CryptographicOperations.HmacData(hash, key, data, mac);
        return CryptographicOperations.FixedTimeEquals(mac[..length], signature);
    }

    /// <summary><c>op_crypto_hash_new(hash, key)</c>: the number of a running hash, or of an HMAC when there is a key.</summary>
    private static void New(TenantIsolate isolate, in V8OpCall call)
    {
        HashAlgorithmName hash = Hashes.Named(call.GetString(0));
        RunningCrypto.Return(
            isolate, in call, new RunningHash(call.IsNullOrUndefined(1) ? IncrementalHash.CreateHash(hash) : IncrementalHash.CreateHMAC(hash, call.GetBytes(1))));
    }

    /// <summary><c>op_crypto_hash_update(number, data)</c>.</summary>
    private static void Update(TenantIsolate isolate, in V8OpCall call) => Hash(isolate, in call).Append(call.GetBytes(1));

    /// <summary><c>op_crypto_hash_copy(number)</c>: the number of a running hash that was fed the same.</summary>
    private static void Copy(TenantIsolate isolate, in V8OpCall call) =>
        RunningCrypto.Return(isolate, in call, Hash(isolate, in call).Copy());

    /// <summary><c>op_crypto_hash_digest(number)</c>: the digest; the hash is over.</summary>
    private static void Finish(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((ReadOnlySpan<byte>)Hash(isolate, in call).Digest());

    private static RunningHash Hash(TenantIsolate isolate, in V8OpCall call) => isolate.Crypto.Running<RunningHash>(call.GetInt32(0));
}
