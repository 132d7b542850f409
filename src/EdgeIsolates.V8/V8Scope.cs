using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

/// <summary>
/// Being inside an isolate: V8's lock, its handles and the thread's stack limit, taken by <see cref="V8Isolate.Enter"/> and given back by
/// <see cref="Dispose"/>. Lives on the stack of one thread. Values are valid until the scope ends or <see cref="ResetHandles"/> is called.
/// </summary>
public readonly unsafe ref partial struct V8Scope
{
    private readonly bool _entered;
    private readonly nint _native;

    internal V8Scope(V8Isolate isolate, nint native, bool entered)
    {
        Isolate = isolate;
        _native = native;
        _entered = entered;
    }

    /// <summary>The isolate.</summary>
    public V8Isolate Isolate { get; }

    internal nint Native => _native;

    /// <summary>Leaves the isolate.</summary>
    public void Dispose() => Isolate.Leave(_native, _entered);

    /// <summary>Forgets every value obtained so far, so that a long stay does not pile them up. Not inside an op.</summary>
    public void ResetHandles() => NativeMethods.ev8_reset_handles(_native);

    /// <summary>Gives a blank its tenant's budgets. Memory limits can only be lowered.</summary>
    public V8Status SetLimits(V8IsolateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var native = Isolate.ToNative(options);
        return NativeMethods.ev8_isolate_configure(_native, &native);
    }

    /// <summary>Calls a function with <c>this</c> undefined. Microtasks wait for <see cref="RunMicrotasks"/>. The first argument that does not exist ends the list.</summary>
    public V8Status Call(
        V8Value function,
        out V8Value result,
        V8Value a0 = default,
        V8Value a1 = default,
        V8Value a2 = default,
        V8Value a3 = default,
        V8Value a4 = default,
        V8Value a5 = default,
        V8Value a6 = default,
        V8Value a7 = default)
    {
        var arguments = stackalloc nint[8] { a0.Slot, a1.Slot, a2.Slot, a3.Slot, a4.Slot, a5.Slot, a6.Slot, a7.Slot };
        var count = 0;
        while (count < 8 && arguments[count] != 0)
        {
            count++;
        }

        nint returned = 0;
        var status = function.Exists ? NativeMethods.ev8_call_function(_native, function.Slot, arguments, count, &returned) : Missing();
        result = new V8Value(returned);
        return status;
    }

    /// <summary>Runs what is due by itself: V8's own tasks, then promise reactions until none is left.</summary>
    public V8Status RunMicrotasks() => _entered ? NativeMethods.ev8_run_microtasks(_native) : V8Status.Lost;

    /// <summary>Whether V8 may still settle a promise by itself, without the host.</summary>
    public bool HasPendingWork => _entered && NativeMethods.ev8_has_pending_work(_native) != 0;

    /// <summary>Forgets the last termination, so that other requests of the isolate go on. Not for <see cref="V8TerminationReason.Memory"/>: dispose such an isolate.</summary>
    public void SettleTermination() => NativeMethods.ev8_request_settle(_native);

    /// <summary>What <see cref="V8Status.Exception"/> was about: the last one of this isolate.</summary>
    public V8Exception TakeException()
    {
        NativeError error;
        _ = NativeMethods.ev8_error_take(_native, &error);
        return error.ToException();
    }

    /// <summary>Tells what an error object, or any thrown value, is about. No tenant code runs.</summary>
    public V8Exception Describe(V8Value error)
    {
        NativeError described;
        return NativeMethods.ev8_error_describe(_native, error.Slot, &described) == V8Status.Ok
            ? described.ToException()
            : new V8Exception { Name = "Error", Message = "The isolate was lost." };
    }

    /// <summary>Where the code was that a CPU limit or <see cref="V8Isolate.TerminateRequest"/> stopped: script, line, column and frames. Told once; not always known.</summary>
    public bool TryTakeStopPlace(out V8Exception? place)
    {
        NativeError error = default;
        var taken = _entered && NativeMethods.ev8_stop_take(_native, &error) != 0;
        place = taken ? error.ToException() : null;
        return taken;
    }

    /// <summary>The next promise that was rejected without a handler since the last look.</summary>
    public bool TryTakeUnhandledRejection(out V8UnhandledRejection rejection)
    {
        NativeError error = default;
        nint promise = 0, reason = 0;
        var taken = _entered && NativeMethods.ev8_rejection_take(_native, &error, &promise, &reason) != 0;
        rejection = taken ? new V8UnhandledRejection(error.Request, new V8Value(promise), new V8Value(reason), error.ToException()) : default;
        return taken;
    }

    /// <summary>The next promise that <see cref="TryTakeUnhandledRejection"/> told of and that got a handler since. The oldest of very many are forgotten.</summary>
    public bool TryTakeLateHandler(out int requestId, out V8Value promise, out V8Value reason)
    {
        int request = 0;
        nint handled = 0, value = 0;
        var taken = _entered && NativeMethods.ev8_late_handler_take(_native, &request, &handled, &value) != 0;
        requestId = request;
        promise = new V8Value(handled);
        reason = new V8Value(value);
        return taken;
    }

    private V8Status Missing() => _entered && !Isolate.IsLost ? V8Status.Invalid : V8Status.Lost;
}
