using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>
/// An isolate with the whole Web API in it and nobody's code: made ahead of need, given to one tenant, never taken back. It stands between the engine
/// and the tenant, because the engine wants its host before there is a tenant.
/// </summary>
internal sealed class BlankIsolate : IV8Host, IDisposable
{
    private TenantIsolate? _tenant;

    private BlankIsolate(V8Snapshot snapshot, V8IsolateOptions options) => Engine = new V8Isolate(snapshot, options, this);

    public V8Isolate Engine { get; }

    /// <summary>Makes a blank under the host's policy; a tenant's own limits can only be lower.</summary>
    public static BlankIsolate Create(IsolateEnvironment environment) =>
        new(environment.Web.Snapshot, ToOptions(environment.Policy));

    public static V8IsolateOptions ToOptions(IsolateLimits limits) => new()
    {
        TotalLimitBytes = limits.MemoryBytes,
        ArrayBufferBytes = limits.ArrayBufferBytes == 0 ? limits.MemoryBytes : limits.ArrayBufferBytes,
        StackBytes = limits.StackBytes,
        AllowCodeGenerationFromStrings = limits.AllowEval,
    };

    public void GiveTo(TenantIsolate tenant) => _tenant = tenant;

    void IV8Host.InvokeOp(int op, in V8OpCall call) =>
        (_tenant ?? throw new V8OpException(V8ErrorClass.Error, "There is no function in this isolate yet.")).InvokeOp(op, in call);

    void IV8Host.OnTaskPosted() => _tenant?.Pump();

    public void Dispose() => Engine.Dispose();
}
