using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

// PBKDF2 is slow on purpose and cannot be stopped, so its price is asked before: how long an iteration of each hash takes on this machine is measured once,
// and a derivation that would cost more CPU time than the request has left is refused.
internal static class Pbkdf2
{
    private const int MostIterations = 1_000_000;
    private const int MostBytes = 1 << 20;
    private const int Sample = 2_000;
    private const int WorthAThread = 2_000;

    private static readonly ConcurrentDictionary<HashAlgorithmName, TimeSpan> Prices = new();

    /// <summary>Whether the derivation is long enough to be done off the isolate's thread.</summary>
    public static bool IsLong(HashAlgorithmName hash, int iterations, int bytes) => Steps(hash, iterations, bytes) > WorthAThread;

    public static byte[] Derive(HashAlgorithmName hash, byte[] password, byte[] salt, int iterations, int bytes, TimeSpan cpuLeft)
    {
        if (iterations > MostIterations)
        {
            throw new V8OpException("OperationError", $"PBKDF2 takes at most {MostIterations} iterations here; {iterations} were asked for.");
        }

        if (bytes > MostBytes)
        {
            throw new V8OpException("OperationError", $"PBKDF2 derives at most {MostBytes} bytes here; {bytes} were asked for.");
        }

        if (IsLong(hash, iterations, bytes))
        {
            TimeSpan price = Prices.GetOrAdd(hash, Measure) * ((double)Steps(hash, iterations, bytes) / Sample);
            if (price > cpuLeft)
            {
                throw new V8OpException(
                    "OperationError",
                    $"PBKDF2 with {iterations} iterations would take about {price.TotalMilliseconds:0} ms of CPU time; "
                    + $"the request has {cpuLeft.TotalMilliseconds:0} ms left.");
            }
        }

        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash, bytes);
    }

    private static TimeSpan Measure(HashAlgorithmName hash)
    {
        TimeSpan start = ThreadCpu.Used;
        Rfc2898DeriveBytes.Pbkdf2([1], [2], Sample, hash, Size(hash));
        return ThreadCpu.Used - start;
    }

    private static long Steps(HashAlgorithmName hash, int iterations, int bytes) => (long)iterations * ((bytes + Size(hash) - 1) / Size(hash));

    private static int Size(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => SHA1.HashSizeInBytes,
        "SHA256" => SHA256.HashSizeInBytes,
        "SHA384" => SHA384.HashSizeInBytes,
        _ => SHA512.HashSizeInBytes,
    };
}
