namespace EdgeIsolates;

/// <summary>
/// Answers the requests that functions make by <c>fetch</c>. The runtime's own goes to the network, within the host's egress rules; a host registers another one to
/// answer from its own services, or in tests, without a network. Called from many threads at the same time. <c>Activity.Current</c> is the caller's.
/// </summary>
public interface IOutboundHandler
{
    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The script gave up, or its request ended, before there were headers. Later the runtime completes the body's reader instead.</param>
    /// <returns>The answer: its body whole, or a reader that the runtime completes.</returns>
    /// <exception cref="HttpRequestException">There is no answer; the script sees a <c>TypeError</c> with this message.</exception>
    Task<EdgeResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken);
}
