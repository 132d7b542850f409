using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Deployments;

// Runs a function's start-up once in a blank isolate of its own, as a cold start would, and throws the isolate away: what fails here would fail each
// cold start. What goes well leaves V8's code cache, made after the evaluation so that it also holds the functions that the evaluation ran.
internal sealed class CodeCheck(IsolateStarter starter, EdgeIsolatesOptions options)
{
    /// <summary>The function with its code cache, or its faults.</summary>
    public async ValueTask<(EdgeFunction Function, IReadOnlyList<DeployFault> Faults)> RunAsync(EdgeFunction function, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IsolateLimits limits = IsolateLimits.FromConfig(function.Config, options.Limits);
        (TenantIsolate isolate, StartFailure? failure, bool isClassicScript) = await starter.StartAsync(function, limits, EnvironmentJson.Of(function), wantedExports: WantedExport.JsonOf(function));
        try
        {
            return failure is null
                ? (function with { CodeCache = await CodeCacheWork.RunAsync(isolate), IsClassicScript = isClassicScript }, [])
                : (function, ToFaults(failure));
        }
        finally
        {
            isolate.Retire();
            isolate.Use.Release();
        }
    }

    /// <summary>What is missing in a module is told all at once, a line each.</summary>
    private static DeployFault[] ToFaults(StartFailure failure) => failure.FaultCode == DeployFaultCodes.NoHandler
        ? [.. failure.Error.Message.Split('\n').Select(message => ToFault(failure, failure.Error with { Message = message }))]
        : [ToFault(failure, failure.Error)];

    private static DeployFault ToFault(StartFailure failure, EdgeError error)
    {
        string message = failure.FaultCode switch
        {
            DeployFaultCodes.SyntaxError => $"{error.Name}: {error.Message}",
            DeployFaultCodes.EvaluationFailed => $"The code threw while it was evaluated: {error.Name}: {error.Message}",
            _ => error.Message,
        };
        return new DeployFault(failure.FaultCode, message, error.Module, error.Line, error.Column, error.SourceLine);
    }

    private sealed class CodeCacheWork(string module) : IsolateWork
    {
        private readonly TaskCompletionSource<byte[]> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static Task<byte[]> RunAsync(TenantIsolate isolate)
        {
            var work = new CodeCacheWork(isolate.Function.Modules[0].Name);
            isolate.Mailbox.Post(work);
            return work._result.Task;
        }

        public override V8Status Run(in V8Scope scope)
        {
            _result.TrySetResult(scope.CreateCodeCache(module));
            return V8Status.Ok;
        }

        public override void Drop() => _result.TrySetResult([]);
    }
}
