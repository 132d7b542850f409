using EdgeIsolates.Deployments;
using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;

namespace EdgeIsolates;

/// <summary>Match, choose a version, load, rent, fetch: a request's way through the core.</summary>
internal sealed class EdgeRuntime(FunctionCatalog catalog, TrafficSplit split, VersionLoader loader, IsolatePool pool, EdgeIsolatesOptions options) : IEdgeRuntime
{
    public FunctionRecord? Match(string host, string path)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(path);
        return catalog.Match(host, path)?.Record;
    }

    public ValueTask<InvocationResult> InvokeAsync(string functionName, EdgeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(functionName);
        ArgumentNullException.ThrowIfNull(request);
        LiveFunction? function = catalog.Find(functionName);
        if (function is null or { Versions.Count: 0 })
        {
            return new ValueTask<InvocationResult>(Failed(functionName, "", InvocationOutcome.NotFound, UnavailableErrors.NotFound(functionName)));
        }

        if (function.Record.Status == FunctionStatus.Disabled)
        {
            return new ValueTask<InvocationResult>(Failed(functionName, "", InvocationOutcome.Disabled, UnavailableErrors.Disabled(functionName)));
        }

        LiveVersion version = split.Choose(function, request);
        ValueTask<EdgeFunction> loaded = loader.LoadAsync(version, cancellationToken);
        return loaded.IsCompletedSuccessfully ? InvokeAsync(loaded.Result, request, cancellationToken) : LoadAndInvokeAsync(loaded, version.Version, request, cancellationToken);
    }

    /// <summary>Calls one version.</summary>
    public async ValueTask<InvocationResult> InvokeAsync(EdgeFunction function, EdgeRequest request, CancellationToken cancellationToken = default)
    {
        long mostBytes = options.Limits.RequestBodyBytes;
        if (request.Body.Length > mostBytes)
        {
            return Failed(function.Name, function.Version, InvocationOutcome.ExceededMemory, LimitErrors.RequestBody(request.Body.Length, mostBytes));
        }

        try
        {
            await using IIsolateLease lease = await pool.RentAsync(function, cancellationToken);
            return await lease.FetchAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(function.Name, function.Version, InvocationOutcome.Canceled, LimitErrors.Canceled);
        }
    }

    private async ValueTask<InvocationResult> LoadAndInvokeAsync(
        ValueTask<EdgeFunction> loading,
        FunctionVersion version,
        EdgeRequest request,
        CancellationToken cancellationToken)
    {
        EdgeFunction function;
        try
        {
            function = await loading;
        }
        catch (StoreUnavailableException exception)
        {
            return Failed(version.FunctionName, version.Version, InvocationOutcome.InternalError, UnavailableErrors.Store(exception));
        }
        catch (VersionUnavailableException exception)
        {
            return Failed(version.FunctionName, version.Version, InvocationOutcome.DeployFailed, UnavailableErrors.Version(exception));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(version.FunctionName, version.Version, InvocationOutcome.Canceled, LimitErrors.Canceled);
        }

        return await InvokeAsync(function, request, cancellationToken);
    }

    private InvocationResult Failed(string functionName, string version, InvocationOutcome outcome, EdgeError error) => new()
    {
        Outcome = outcome,
        Error = error,
        RequestId = UniqueIds.Next(),
        Region = options.Region,
        FunctionName = functionName,
        FunctionVersion = version,
    };
}
