using EdgeIsolates.Bindings.DurableObjects;

namespace EdgeIsolates.AspNetCore;

/// <summary>A Durable Object that lives in this process. The name is known when a caller named it so.</summary>
internal sealed record LiveObjectDescription(
    string Id,
    string? Name,
    string FunctionVersion,
    string IsolateId,
    long Calls,
    long Errors,
    int UnderWay,
    double IdleMs)
{
    public static LiveObjectDescription Of(LiveObject live, TimeProvider time) => new(
        live.Identity.Address.Id,
        live.Identity.Name,
        live.Identity.Function.Version,
        live.Isolate.Id,
        live.Calls,
        live.Errors,
        live.UnderWay,
        live.UnderWay > 0 ? 0 : time.GetElapsedTime(live.LastUsed).TotalMilliseconds);
}
