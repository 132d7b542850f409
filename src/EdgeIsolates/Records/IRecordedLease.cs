namespace EdgeIsolates.Records;

/// <summary>A lease as the runtime uses it: the request came before the lease was asked for.</summary>
internal interface IRecordedLease : IIsolateLease
{
    /// <summary>Sends a request that came at <paramref name="start"/>.</summary>
    ValueTask<InvocationResult> FetchAsync(EdgeRequest request, CallStart start, CancellationToken cancellationToken);
}
