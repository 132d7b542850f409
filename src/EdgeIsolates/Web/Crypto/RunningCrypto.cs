using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>What a script feeds piece by piece: a hash, an HMAC, a cipher. It ends when the script ends it, or with its request.</summary>
internal abstract class RunningCrypto : IDisposable
{
    private Invocation? _owner;
    private IsolateCrypto? _place;
    private int _number;

    /// <summary>Answers an operation with the number by which the script asks for it.</summary>
    public static void Return(TenantIsolate isolate, in V8OpCall call, RunningCrypto running)
    {
        if (isolate.Find(call.Scope.CurrentRequest) is not { } owner)
        {
            running.Dispose();
            throw new V8OpException(V8ErrorClass.Error, "The request that this belongs to is over.");
        }

        call.Return(isolate.Crypto.Begin(owner, running));
    }

    public void Begin(Invocation owner, IsolateCrypto place, int number)
    {
        _owner = owner;
        _place = place;
        _number = number;
        owner.Own(this);
    }

    public void Dispose()
    {
        _place?.Forget(_number);
        Free();
    }

    /// <summary>Ends it before its request ends.</summary>
    protected void End()
    {
        _owner?.Disown(this);
        Dispose();
    }

    protected abstract void Free();
}
