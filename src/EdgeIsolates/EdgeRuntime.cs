using EdgeIsolates.Deployments;
using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;

namespace EdgeIsolates;

/// <summary>Match, rent, fetch: a request's way through the core.</summary>
internal sealed class EdgeRuntime(EdgeFunctions functions, IsolatePool pool, EdgeIsolatesOptions options) : IEdgeRuntime
{
    public EdgeFunction? Match(string host, string path)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(path);
        return functions.Table.Routes.Match(host, path);
    }

    public ValueTask<InvocationResult> InvokeAsync(string functionName, EdgeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(functionName);
        return functions.Find(functionName) is { } function
            ? InvokeAsync(function, request, cancellationToken)
            : new ValueTask<InvocationResult>(NotFound(functionName));
    }

    public async ValueTask<InvocationResult> InvokeAsync(EdgeFunction function, EdgeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(request);
        long mostBytes = options.Limits.RequestBodyBytes;
        if (request.Body.Length > mostBytes)
        {
            return Failed(function, InvocationOutcome.ExceededMemory, LimitErrors.RequestBody(request.Body.Length, mostBytes));
        }

        try
        {
            await using IIsolateLease lease = await pool.RentAsync(function, cancellationToken);
            return await lease.FetchAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(function, InvocationOutcome.Canceled, LimitErrors.Canceled);
        }
    }

    private InvocationResult Failed(EdgeFunction function, InvocationOutcome outcome, EdgeError error) => new()
    {
        Outcome = outcome,
        Error = error,
        RequestId = UniqueIds.Next(),
        Region = options.Region,
        FunctionName = function.Name,
        FunctionVersion = function.Version,
    };

    private InvocationResult NotFound(string functionName) => new()
    {
        Outcome = InvocationOutcome.NotFound,
        Error = EdgeError.WithoutPlace("NotFoundError", $"There is no function named {functionName}."),
        RequestId = UniqueIds.Next(),
        Region = options.Region,
        FunctionName = functionName,
    };
}
