using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings.Rpc;

/// <summary>A stub as a script has it.</summary>
internal sealed class HeldStub(TenantIsolate isolate, int number, StubReference reference, StubBag bag) : IIsolateTarget, IDisposable
{
    /// <summary>What the isolate that has it is charged, in bytes.</summary>
    public const int Cost = 512;

    private int _isDisposed;

    public StubReference Reference => reference;

    public string Name => $"A stub of {reference.Target.FunctionName}";

    public string Address => $"rpc://{reference.Target.FunctionName}/stub";

    public ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken) => reference.Target.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            isolate.Stubs.Remove(number);
            isolate.ChargeMemory(-Cost);
            bag.Remove(this);
            reference.Dispose();
        }
    }
}
