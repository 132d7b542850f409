namespace EdgeIsolates;

/// <summary>Answers requests with functions: the one door that hosts call. Safe for use from any thread.</summary>
public interface IEdgeRuntime
{
    /// <summary>Finds the function whose route fits best, whether it answers now or is switched off. Allocates nothing.</summary>
    /// <param name="host">The request's host without port, such as <c>example.com</c>.</param>
    /// <param name="path">The request's path, such as <c>/api/users</c>, still percent-encoded.</param>
    /// <returns>The function, or <see langword="null"/> when no route fits.</returns>
    FunctionRecord? Match(string host, string path);

    /// <summary>Calls a function; which of its versions answers is decided by its traffic split.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller gives up: the outcome becomes <see cref="InvocationOutcome.Canceled"/>.</param>
    /// <returns>The result; failures of script, limits and host are outcomes, never exceptions.</returns>
    ValueTask<InvocationResult> InvokeAsync(string functionName, EdgeRequest request, CancellationToken cancellationToken = default);
}
