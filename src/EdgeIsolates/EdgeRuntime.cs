using System.Diagnostics;
using EdgeIsolates.Deployments;
using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;
using EdgeIsolates.Records;

namespace EdgeIsolates;

/// <summary>Match, choose a version, load, rent, fetch: a request's way through the core.</summary>
internal sealed class EdgeRuntime(
    FunctionCatalog catalog,
    TrafficSplit split,
    VersionLoader loader,
    IsolatePool pool,
    EdgeIsolatesOptions options,
    IsolateEnvironment environment) : IEdgeRuntime
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
        CallStart start = CallStart.Now(environment.Time);
        return InvocationSpan.AreWanted
            ? InvokeInSpanAsync(functionName, request, start, cancellationToken)
            : InvokeAsync(functionName, request, start, cancellationToken);
    }

    /// <summary>Calls a function for another one. It must be allowed to run in this region: requests are forwarded to others, calls are not.</summary>
    public ValueTask<InvocationResult> CallAsync(string functionName, EdgeRequest request, CancellationToken cancellationToken)
    {
        if (catalog.Find(functionName) is { Record.Traffic: [.., { Version.Config: var config }] } && !config.RunsIn(options.Region))
        {
            CallStart start = CallStart.Now(environment.Time);
            return new(Failed(functionName, "", InvocationOutcome.NotFound, UnavailableErrors.Elsewhere(functionName, config, options.Region), request, start));
        }

        return InvokeAsync(functionName, request, cancellationToken);
    }

    /// <summary>Calls one version.</summary>
    public ValueTask<InvocationResult> InvokeAsync(EdgeFunction function, EdgeRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync(function, request, CallStart.Now(environment.Time), cancellationToken);

    private async ValueTask<InvocationResult> InvokeInSpanAsync(string functionName, EdgeRequest request, CallStart start, CancellationToken cancellationToken)
    {
        using Activity? span = InvocationSpan.Start(functionName, request);
        InvocationResult result = await InvokeAsync(functionName, request, start, cancellationToken);
        InvocationSpan.Describe(span, result);
        return result;
    }

    private ValueTask<InvocationResult> InvokeAsync(string functionName, EdgeRequest request, CallStart start, CancellationToken cancellationToken)
    {
        LiveFunction? function = catalog.Find(functionName);
        if (function is null or { Versions.Count: 0 })
        {
            return new(Failed(functionName, "", InvocationOutcome.NotFound, UnavailableErrors.NotFound(functionName), request, start));
        }

        if (function.Record.Status == FunctionStatus.Disabled)
        {
            return new(Failed(functionName, "", InvocationOutcome.Disabled, UnavailableErrors.Disabled(functionName), request, start));
        }

        LiveVersion version = split.Choose(function, request);
        ValueTask<EdgeFunction> loaded = loader.LoadAsync(version, cancellationToken);
        return loaded.IsCompletedSuccessfully
            ? InvokeAsync(loaded.Result, request, start, cancellationToken)
            : LoadAndInvokeAsync(loaded, version.Version, request, start, cancellationToken);
    }

    private async ValueTask<InvocationResult> InvokeAsync(EdgeFunction function, EdgeRequest request, CallStart start, CancellationToken cancellationToken)
    {
        long mostBytes = options.Limits.RequestBodyBytes;
        long length = Math.Max(request.Body.Length, request.DeclaredBodyLength ?? 0);
        if (length > mostBytes)
        {
            await (request.BodyReader?.CompleteAsync() ?? default);
            EdgeError error = LimitErrors.RequestBody(length, mostBytes);
            return Failed(function.Name, function.Version, InvocationOutcome.ExceededMemory, error, request, start);
        }

        try
        {
            await using IIsolateLease lease = await pool.RentAsync(function, cancellationToken);
            return await ((IRecordedLease)lease).FetchAsync(request, start, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(function.Name, function.Version, InvocationOutcome.Canceled, LimitErrors.Canceled, request, start);
        }
    }

    private async ValueTask<InvocationResult> LoadAndInvokeAsync(
        ValueTask<EdgeFunction> loading,
        FunctionVersion version,
        EdgeRequest request,
        CallStart start,
        CancellationToken cancellationToken)
    {
        EdgeFunction function;
        try
        {
            function = await loading;
        }
        catch (StoreUnavailableException exception)
        {
            return Failed(version.FunctionName, version.Version, InvocationOutcome.InternalError, UnavailableErrors.Store(exception), request, start);
        }
        catch (VersionUnavailableException exception)
        {
            return Failed(version.FunctionName, version.Version, InvocationOutcome.DeployFailed, UnavailableErrors.Version(exception), request, start);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(version.FunctionName, version.Version, InvocationOutcome.Canceled, LimitErrors.Canceled, request, start);
        }

        return await InvokeAsync(function, request, start, cancellationToken);
    }

    /// <summary>The result, and the record, of a request that met no isolate.</summary>
    private InvocationResult Failed(string functionName, string version, InvocationOutcome outcome, EdgeError error, EdgeRequest request, CallStart start)
    {
        var result = new InvocationResult
        {
            Outcome = outcome,
            Error = error,
            WallTime = environment.Time.GetElapsedTime(start.Timestamp),
            RequestId = UniqueIds.Next(),
            Region = options.Region,
            FunctionName = functionName,
            FunctionVersion = version,
        };
        return environment.Records.Write(result, request, start.Time);
    }
}
