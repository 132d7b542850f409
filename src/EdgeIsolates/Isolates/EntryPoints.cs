using System.Runtime.InteropServices;
using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>The script functions that the host calls again and again, looked up once per isolate.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct EntryPoints(
    V8Reference fetch,
    V8Reference events,
    V8Reference timer,
    V8Reference forgetTimers,
    V8Reference rejection,
    V8Reference abortRequest,
    V8Reference forgetRequest,
    V8Reference socket)
{
    public V8Reference Fetch { get; } = fetch;

    public V8Reference Event { get; } = events;

    public V8Reference Timer { get; } = timer;

    public V8Reference ForgetTimers { get; } = forgetTimers;

    public V8Reference Rejection { get; } = rejection;

    public V8Reference AbortRequest { get; } = abortRequest;

    public V8Reference ForgetRequest { get; } = forgetRequest;

    public V8Reference Socket { get; } = socket;

    public static EntryPoints Of(in V8Scope scope) => new(
        scope.Hold(scope.Internal("fetch")),
        scope.Hold(scope.Internal("event")),
        scope.Hold(scope.Internal("timer")),
        scope.Hold(scope.Internal("forgetTimers")),
        scope.Hold(scope.Internal("rejection")),
        scope.Hold(scope.Internal("abortRequest")),
        scope.Hold(scope.Internal("forgetRequest")),
        scope.Hold(scope.Internal("socket")));
}
