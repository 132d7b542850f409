using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

// Promises both ways: made for an op and settled later, or a script's own looked at.
public readonly unsafe ref partial struct V8Scope
{
    /// <summary>A new promise and its value for the script.</summary>
    public V8Promise NewPromise(out V8Value promise)
    {
        nint local = 0;
        var id = NativeMethods.ev8_promise_new(_native, &local);
        promise = new V8Value(local);
        return new V8Promise(id);
    }

    /// <summary>Settles a promise with a value. Its reactions run at the next <see cref="RunMicrotasks"/>. A promise settled before is left as it is.</summary>
    public V8Status Resolve(V8Promise promise, V8Value value)
    {
        NativeValue native = DescribeValue(value);
        return NativeMethods.ev8_promise_settle(_native, promise.Id, &native);
    }

    /// <summary>Rejects a promise with a new error of the class.</summary>
    public V8Status Reject(V8Promise promise, V8ErrorClass errorClass, string message) => Reject(promise, new V8OpException(errorClass, message));

    /// <summary>Rejects a promise with the error that a host op would have thrown.</summary>
    public V8Status Reject(V8Promise promise, V8OpException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var native = NewError(failure);
        return NativeMethods.ev8_promise_settle(_native, promise.Id, &native);
    }

    /// <summary>Lets go of a promise that will never be settled.</summary>
    public void Forget(V8Promise promise) => NativeMethods.ev8_promise_forget(_native, promise.Id);

    /// <summary>How a promise stands, and its value or reason once settled. Looking at a rejected one counts as handling it.</summary>
    public V8PromiseState GetPromiseState(V8Value promise, out V8Value result)
    {
        nint local = 0;
        var state = promise.Exists ? (V8PromiseState)NativeMethods.ev8_promise_state(_native, promise.Slot, &local) : V8PromiseState.NotAPromise;
        result = new V8Value(local);
        return state;
    }

    internal NativeValue NewError(V8OpException failure) => new()
    {
        Kind = NativeKind.Throw,
        Flags = (int)failure.ErrorClass,
        Data = failure.ErrorName is null ? 0 : String(failure.ErrorName).Slot,
        Local = String(failure.Message).Slot,
    };
}
