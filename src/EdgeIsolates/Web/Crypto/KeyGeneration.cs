using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.Crypto;

// Makes key pairs; the result is the private half in PKCS #8.
//
// How long the search for an RSA key's primes takes is luck, and large keys take seconds. OpenSSL asks between two candidates whether to go on, on
// the searching thread; the answer is no once the thread has used the CPU time that the request had left.
internal static unsafe class KeyGeneration
{
    private const int LeastRsaBits = 512;
    private const int MostRsaBits = 8_192;
    private const int MostExponentBytes = 8;

    [ThreadStatic]
    private static TimeSpan t_end;

    public static byte[] OnCurve(KeyKind kind)
    {
        nint context = LibCrypto.EVP_PKEY_CTX_new_id(kind.OpenSslId, 0);
        try
        {
            bool isReady = LibCrypto.EVP_PKEY_keygen_init(context) == 1
                && (kind.Group is null || LibCrypto.EVP_PKEY_CTX_set_group_name(context, kind.Group) == 1);
            return Generate(context, isReady);
        }
        finally
        {
            LibCrypto.EVP_PKEY_CTX_free(context);
        }
    }

    /// <summary>Whether RSA keys of this size and public exponent are made; else an <c>OperationError</c>.</summary>
    public static void CheckRsa(double bits, ReadOnlySpan<byte> exponent)
    {
        if (bits is < LeastRsaBits or > MostRsaBits || bits % 8 != 0)
        {
            throw LibCrypto.Fail("OperationError", $"RSA keys have from {LeastRsaBits} to {MostRsaBits} bits, in steps of 8; {bits} were asked for.");
        }

        ReadOnlySpan<byte> trimmed = exponent.TrimStart((byte)0);
        if (trimmed.Length is 0 or > MostExponentBytes || (trimmed[^1] & 1) == 0 || (trimmed.Length == 1 && trimmed[0] == 1))
        {
            throw LibCrypto.Fail("OperationError", "The public exponent of an RSA key must be odd, from 3 to 64 bits long.");
        }
    }

    public static byte[] Rsa(int bits, ReadOnlySpan<byte> exponent, TimeSpan cpuLeft)
    {
        nint context = LibCrypto.EVP_PKEY_CTX_new_id(LibCrypto.RsaId, 0);
        nint number = 0;
        try
        {
            fixed (byte* start = exponent)
            {
                number = LibCrypto.BN_bin2bn(start, exponent.Length, 0);
            }

            bool isReady = LibCrypto.EVP_PKEY_keygen_init(context) == 1
                && LibCrypto.EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1
                && LibCrypto.EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, number) == 1;
            t_end = ThreadCpu.Used + cpuLeft;
            LibCrypto.EVP_PKEY_CTX_set_cb(context, &GoOn);
            return Generate(context, isReady);
        }
        finally
        {
            LibCrypto.BN_free(number);
            LibCrypto.EVP_PKEY_CTX_free(context);
        }
    }

    [UnmanagedCallersOnly]
    private static int GoOn(nint context) => ThreadCpu.Used < t_end ? 1 : 0;

    private static byte[] Generate(nint context, bool isReady)
    {
        nint handle = 0;
        if (!isReady || LibCrypto.EVP_PKEY_keygen(context, &handle) != 1)
        {
            throw LibCrypto.Fail("OperationError", "The key could not be generated within the CPU time that the request may use.");
        }

        using var key = new EvpKey(handle);
        return key.ToPrivate();
    }
}
