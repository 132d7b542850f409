using EdgeIsolates.Records;

namespace EdgeIsolates.Isolates;

/// <summary>A lease of a running isolate. Its holder is a user of the isolate until it is disposed.</summary>
internal sealed class IsolateLease(TenantIsolate isolate, bool isCold, bool isReserved) : IRecordedLease
{
    private int _isDisposed;
    private int _isReserved = isReserved ? 1 : 0;
    private int _fetches;

    public bool IsCold { get; } = isCold;

    public ColdStartPhases? ColdStart => IsCold ? isolate.ColdStart : null;

    /// <summary>What was leased.</summary>
    public TenantIsolate Isolate => isolate;

    public string IsolateId => isolate.Id;

    public ValueTask<InvocationResult> FetchAsync(EdgeRequest request, CancellationToken cancellationToken = default) =>
        FetchAsync(request, CallStart.Now(isolate.Time), cancellationToken);

    public ValueTask<InvocationResult> FetchAsync(EdgeRequest request, CallStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        bool isFirst = IsCold && Interlocked.Increment(ref _fetches) == 1;
        var invocation = new FetchInvocation(isolate, request, start, isFirst);
        isolate.Use.Add();
        ValueTask<InvocationResult> result = invocation.Start(cancellationToken);
        Unreserve();
        return result;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            Unreserve();
            isolate.ReleaseRequest();
        }

        return default;
    }

    private void Unreserve()
    {
        if (_isReserved != 0 && Interlocked.Exchange(ref _isReserved, 0) != 0)
        {
            isolate.Unreserve();
        }
    }
}
