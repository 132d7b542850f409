using System.Security.Cryptography;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.Crypto;

/// <summary>A hash or an HMAC that a script feeds piece by piece; it ends when it is digested, or with its request.</summary>
internal sealed class RunningHash(IncrementalHash hash) : IDisposable
{
    private Invocation? _owner;
    private IsolateCrypto? _place;
    private int _number;

    public void Begin(Invocation owner, IsolateCrypto place, int number)
    {
        _owner = owner;
        _place = place;
        _number = number;
        owner.Own(this);
    }

    public void Append(ReadOnlySpan<byte> data) => hash.AppendData(data);

    /// <summary>Another one that was fed the same.</summary>
    public RunningHash Copy() => new(hash.Clone());

    public byte[] Digest()
    {
        byte[] digest = hash.GetHashAndReset();
        _owner?.Disown(this);
        Dispose();
        return digest;
    }

    public void Dispose()
    {
        _place?.Forget(_number);
        hash.Dispose();
    }
}
