namespace EdgeIsolates;

/// <summary>
/// The right to call one isolate. The isolate may serve other leases at the same time. Disposing gives it back; requests and
/// <c>waitUntil</c> work still under way go on.
/// </summary>
public interface IIsolateLease : IAsyncDisposable
{
    /// <summary>Whether this lease caused a cold start.</summary>
    bool IsCold { get; }

    /// <summary>The phases of the cold start this lease caused; <see langword="null"/> when the isolate was warm.</summary>
    ColdStartPhases? ColdStart { get; }

    /// <summary>The isolate's id; empty when the lease carries a failure instead of an isolate.</summary>
    string IsolateId { get; }

    /// <summary>Sends a request to the isolate. May be called more than once, also at the same time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller gives up: the outcome becomes <see cref="InvocationOutcome.Canceled"/>.</param>
    /// <returns>The result; failures of script and limits are outcomes, never exceptions.</returns>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    ValueTask<InvocationResult> FetchAsync(EdgeRequest request, CancellationToken cancellationToken = default);
}
