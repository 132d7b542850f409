using System.Text.Json;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

// The start of a function in a blank isolate: load the modules (with V8's code cache for the main one), evaluate, and let the script side find the
// handler (`entry.adopt`), all under the CPU budget of start-up.
//
// Module or classic script? Functions come without a label, so the code decides: the main module is compiled as a module; when it neither imports nor
// exports, it is run as a classic script, whose functions are global, as plain scripts expect. What compiles only as the other kind (a module that
// awaits at top level; a script with `with` or octal numbers) is run as that; when it is neither, the module's error is the one told. A deploy finds that
// out once: later cold starts know it and compile once, with the code cache that fits.
internal sealed class StartupInvocation : Invocation
{
    private const string SyntaxErrorName = "SyntaxError";

    private readonly string _envJson;
    private readonly TimeSpan _blankWait;
    private readonly string _wantedExports;
    private readonly long _requestedAt;
    private readonly TaskCompletionSource<StartFailure?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private V8Reference _promise;
    private bool _isModule;
    private bool _isEvaluated;
    private long _compiledAt;
    private long _evaluatedAt;

    public StartupInvocation(TenantIsolate isolate, string envJson, TimeSpan blankWait, string wantedExports = "")
        : base(isolate)
    {
        _envJson = envJson;
        _blankWait = blankWait;
        _wantedExports = wantedExports;
        _requestedAt = isolate.Time.GetTimestamp();
    }

    public override string? RequestId => null;

    public override TimeSpan CpuLimit => Isolate.Limits.CpuAtStartup;

    public override bool IsCompleted => _completion.Task.IsCompleted;

    /// <summary>How the handler was found, such as <c>module</c>; set when the start went well.</summary>
    public string? Shape { get; private set; }

    /// <summary>Whether the main module turned out to be a classic script; set when the start went well.</summary>
    public bool IsClassicScript => !_isModule;

    private EdgeModule Main => Isolate.Function.Modules[0];

    /// <summary>Starts the function; the result is <see langword="null"/> when it went well. The isolate counts one more user already.</summary>
    public Task<StartFailure?> Start()
    {
        Isolate.Deadlines.Watch(this, _requestedAt, Isolate.Limits.WallAtStartup);
        Isolate.Mailbox.Post(this);
        return _completion.Task;
    }

    public override V8Status Run(in V8Scope scope)
    {
        Isolate.SetLimits(in scope);
        Isolate.Entry = EntryPoints.Of(in scope);
        Isolate.Begin(in scope, this);
        V8Status status = Load(in scope, out V8Exception? thrown);
        _compiledAt = Isolate.Time.GetTimestamp();
        if (status is V8Status.Terminated or V8Status.Lost)
        {
            return status;
        }

        if (thrown is not null && (thrown.Name != SyntaxErrorName || thrown.ScriptName != Main.Name))
        {
            Fail(in scope, DeployFaultCodes.SyntaxError, thrown);
            return V8Status.Ok;
        }

        return _isModule ? EvaluateModule(in scope) : EvaluateScript(in scope, thrown);
    }

    public override bool TryDeliver() => IsCompleted;

    public override bool TryFail(InvocationOutcome outcome, EdgeError error)
    {
        string code = outcome switch
        {
            InvocationOutcome.ExceededCpu => DeployFaultCodes.StartupCpuExceeded,
            InvocationOutcome.ExceededWallTime => DeployFaultCodes.StartupTimeExceeded,
            InvocationOutcome.ExceededMemory => DeployFaultCodes.StartupMemoryExceeded,
            InvocationOutcome.Exception => DeployFaultCodes.EvaluationFailed,
            _ => DeployFaultCodes.CheckFailed,
        };
        return _completion.TrySetResult(new StartFailure(code, outcome, error, CpuTime));
    }

    public override V8Status Settle(in V8Scope scope)
    {
        if (!IsCompleted && _isEvaluated)
        {
            V8Status status = _isModule ? SettleModule(in scope) : Adopt(in scope, scope.Undefined);
            if (status is V8Status.Terminated or V8Status.Lost)
            {
                return status;
            }
        }

        if (IsCompleted)
        {
            Isolate.End(in scope, this);
        }

        return V8Status.Ok;
    }

    public override void OnDeadline()
    {
        TryFail(InvocationOutcome.ExceededWallTime, LimitErrors.Wall(Isolate.Limits.WallAtStartup));
        Isolate.TryStop(this);
        Isolate.Mailbox.Post(new SettlingWork(this));
    }

    private static V8ModuleKind ToV8(EdgeModuleKind kind) => kind switch
    {
        EdgeModuleKind.JavaScript => V8ModuleKind.JavaScript,
        EdgeModuleKind.Json => V8ModuleKind.Json,
        EdgeModuleKind.Text => V8ModuleKind.Text,
        EdgeModuleKind.Bytes => V8ModuleKind.Bytes,
        EdgeModuleKind.Wasm => V8ModuleKind.Wasm,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of module."),
    };

    private V8Status Load(in V8Scope scope, out V8Exception? thrown)
    {
        EdgeModule[] files = [.. Isolate.Function.Modules.Where(static module => module.Kind != EdgeModuleKind.SourceMap)];
        var modules = new V8Module[files.Length];
        for (int i = 0; i < modules.Length; i++)
        {
            EdgeModule file = files[i];
            modules[i] = new V8Module(file.Name, ToV8(file.Kind), file.Content, i == 0 ? Isolate.Function.CodeCache : default);
        }

        V8Status status = scope.AddModules(modules);
        if (status == V8Status.Ok && Isolate.Function.IsClassicScript != true)
        {
            status = scope.LinkModule(Main.Name, out bool hasModuleSyntax);
            _isModule = hasModuleSyntax || Isolate.Function.IsClassicScript == false;
        }

        thrown = status == V8Status.Exception ? scope.TakeException() : null;
        return status;
    }

    private V8Status EvaluateModule(in V8Scope scope)
    {
        V8Status status = scope.EvaluateModule(Main.Name, out V8Value promise);
        if (status == V8Status.Ok)
        {
            _promise = scope.Hold(promise);
            _isEvaluated = true;
        }
        else if (status == V8Status.Exception)
        {
            Fail(in scope, DeployFaultCodes.EvaluationFailed, scope.TakeException());
        }

        return status;
    }

    private V8Status EvaluateScript(in V8Scope scope, V8Exception? moduleError)
    {
        V8Status status = scope.Evaluate(new V8Module(Main.Name, V8ModuleKind.JavaScript, Main.Content, Isolate.Function.CodeCache), out _);
        if (status == V8Status.Ok)
        {
            _isEvaluated = true;
        }
        else if (status == V8Status.Exception)
        {
            V8Exception error = scope.TakeException();
            bool isSyntax = error.Name == SyntaxErrorName;
            if (isSyntax && moduleError is null)
            {
                // A module after all: it awaits at top level.
                _isModule = true;
                return EvaluateModule(in scope);
            }

            Fail(in scope, isSyntax ? DeployFaultCodes.SyntaxError : DeployFaultCodes.EvaluationFailed, isSyntax ? moduleError! : error);
        }

        return status;
    }

    private V8Status SettleModule(in V8Scope scope)
    {
        V8Value promise = scope.Get(_promise);
        switch (scope.GetPromiseState(promise, out V8Value reason))
        {
            case V8PromiseState.Pending:
                return V8Status.Ok;
            case V8PromiseState.Rejected:
                Fail(in scope, DeployFaultCodes.EvaluationFailed, scope.Describe(reason));
                return V8Status.Ok;
            default:
                V8Status status = scope.GetNamespace(Main.Name, out V8Value exports);
                return status == V8Status.Ok ? Adopt(in scope, exports) : status;
        }
    }

    private V8Status Adopt(in V8Scope scope, V8Value exports)
    {
        scope.SwitchRequest(Id);
        V8Status status = scope.Call(
            scope.Internal("adopt"),
            out V8Value shape,
            exports,
            scope.String(_envJson),
            scope.String(Isolate.Bindings.ToJson()),
            scope.String(Classes()),
            scope.String(_wantedExports));
        if (status == V8Status.Exception)
        {
            Fail(in scope, DeployFaultCodes.NoHandler, scope.TakeException());
            return V8Status.Ok;
        }

        if (status != V8Status.Ok)
        {
            return status;
        }

        Shape = scope.GetString(shape);
        status = scope.RunMicrotasks();
        if (status == V8Status.Ok)
        {
            Succeed(in scope);
        }

        return status;
    }

    /// <summary>The Durable Object classes that the module must export, as JSON; empty when there are none.</summary>
    private string Classes()
    {
        EdgeFunction function = Isolate.Function;
        return function.Config.Migrations.Count == 0 ? "" : JsonSerializer.Serialize(ObjectClasses.Of(function.Name, function.Config.Migrations).Namespaces.Keys);
    }

    private void Succeed(in V8Scope scope)
    {
        _evaluatedAt = Isolate.Time.GetTimestamp();
        Isolate.ColdStart = new ColdStartPhases(
            _blankWait,
            Isolate.Time.GetElapsedTime(Isolate.BornAt, _requestedAt),
            Isolate.Time.GetElapsedTime(_requestedAt, _compiledAt),
            Isolate.Time.GetElapsedTime(_compiledAt, _evaluatedAt),
            null,
            scope.GetCodeCacheStatus(Main.Name) switch
            {
                V8CodeCacheStatus.Accepted => CodeCacheOutcome.Hit,
                V8CodeCacheStatus.Rejected => CodeCacheOutcome.Rejected,
                _ => CodeCacheOutcome.Miss,
            });
        _completion.TrySetResult(null);
    }

    private void Fail(in V8Scope scope, string faultCode, V8Exception thrown)
    {
        CpuTime = scope.GetRequestCpu(Id);
        _completion.TrySetResult(new StartFailure(faultCode, InvocationOutcome.Exception, thrown.ToEdgeError(Isolate), CpuTime));
    }
}
