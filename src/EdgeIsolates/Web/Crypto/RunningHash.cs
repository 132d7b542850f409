using System.Security.Cryptography;

namespace EdgeIsolates.Web.Crypto;

/// <summary>A hash or an HMAC.</summary>
internal sealed class RunningHash(IncrementalHash hash) : RunningCrypto
{
    public void Append(ReadOnlySpan<byte> data) => hash.AppendData(data);

    /// <summary>Another one that was fed the same.</summary>
    public RunningHash Copy() => new(hash.Clone());

    public byte[] Digest()
    {
        byte[] digest = hash.GetHashAndReset();
        End();
        return digest;
    }

    protected override void Free() => hash.Dispose();
}
