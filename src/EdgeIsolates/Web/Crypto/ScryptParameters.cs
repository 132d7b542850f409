namespace EdgeIsolates.Web.Crypto;

/// <summary>N, r and p of https://datatracker.ietf.org/doc/html/rfc7914.</summary>
internal readonly record struct ScryptParameters(uint Cost, uint BlockSize, uint Parallelization)
{
    /// <summary>What the CPU time is in proportion to.</summary>
    public double Steps => (double)Cost * BlockSize * Parallelization;

    /// <summary>How much memory a derivation needs while it runs, as OpenSSL counts it.</summary>
    public long HeldBytes => 128L * BlockSize * ((long)Cost + Parallelization + 2);
}
