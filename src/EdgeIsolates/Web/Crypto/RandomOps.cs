using System.Security.Cryptography;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>Randomness, and comparing without telling where the difference is.</summary>
internal static class RandomOps
{
    /// <summary>What <c>getRandomValues</c> may ask for at once, by its specification.</summary>
    private const int MostRandomBytes = 65_536;

    private const int OnStack = 1_024;

    public static IReadOnlyList<Op> All { get; } =
        [new("op_crypto_random", Random), new("op_crypto_uuid", Uuid), new("op_crypto_equal", AreEqual), new("op_crypto_take", Take)];

    /// <summary><c>op_crypto_random(length)</c>: a <c>Uint8Array</c>.</summary>
    private static void Random(TenantIsolate isolate, in V8OpCall call)
    {
        int length = call.GetInt32(0);
        if (length is < 0 or > MostRandomBytes)
        {
            throw new V8OpException(V8ErrorClass.RangeError, $"At most {MostRandomBytes} random bytes can be had at once.");
        }

        Span<byte> bytes = length <= OnStack ? stackalloc byte[length] : new byte[length];
        RandomNumberGenerator.Fill(bytes);
        call.Return((ReadOnlySpan<byte>)bytes);
    }

    /// <summary><c>op_crypto_uuid()</c>: a random (version 4) UUID.</summary>
    private static void Uuid(TenantIsolate isolate, in V8OpCall call) => call.Return(Guid.NewGuid().ToString());

    /// <summary><c>op_crypto_equal(a, b)</c>, of two of the same length.</summary>
    private static void AreEqual(TenantIsolate isolate, in V8OpCall call) =>
        call.Return(CryptographicOperations.FixedTimeEquals(call.GetBytes(0), call.GetBytes(1)));

    /// <summary><c>op_crypto_take(ticket)</c>: the result of an operation that ended later.</summary>
    private static void Take(TenantIsolate isolate, in V8OpCall call) => call.Return((ReadOnlySpan<byte>)isolate.Crypto.Take(call.GetInt32(0)));
}
