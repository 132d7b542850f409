namespace EdgeIsolates;

/// <summary>Answers requests with functions: the one door that hosts call. Safe for use from any thread.</summary>
public interface IEdgeRuntime
{
    /// <summary>Finds the function whose route fits best. Allocates nothing.</summary>
    /// <param name="host">The request's host without port, such as <c>example.com</c>.</param>
    /// <param name="path">The request's path, such as <c>/api/users</c>, still percent-encoded.</param>
    /// <returns>The active version, or <see langword="null"/> when no route fits.</returns>
    EdgeFunction? Match(string host, string path);

    /// <summary>Calls the active version of a function by name.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller gives up: the outcome becomes <see cref="InvocationOutcome.Canceled"/>.</param>
    /// <returns>The result; failures of script, limits and host are outcomes, never exceptions.</returns>
    ValueTask<InvocationResult> InvokeAsync(string functionName, EdgeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Calls one version of a function.</summary>
    /// <param name="function">The version, as <see cref="Match"/> or <see cref="IEdgeFunctions.Find"/> gave it.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller gives up: the outcome becomes <see cref="InvocationOutcome.Canceled"/>.</param>
    /// <returns>The result; failures of script, limits and host are outcomes, never exceptions.</returns>
    ValueTask<InvocationResult> InvokeAsync(EdgeFunction function, EdgeRequest request, CancellationToken cancellationToken = default);
}
