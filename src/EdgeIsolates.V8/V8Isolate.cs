using System.Runtime.InteropServices;
using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

/// <summary>
/// One V8 isolate: a heap of its own with its own budget. One thread at a time is inside, through a <see cref="V8Scope"/>; threads may take turns.
/// The members of this class may be used from any thread.
/// </summary>
public sealed unsafe class V8Isolate : IDisposable
{
    private readonly IsolateHandle _handle;

    /// <summary>Makes an isolate from a snapshot. Takes a few milliseconds; nothing of a tenant has run in it.</summary>
    /// <exception cref="InvalidOperationException">V8 could not make it.</exception>
    public V8Isolate(V8Snapshot snapshot, V8IsolateOptions options, IV8Host host)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        Host = host;
        var owner = GCHandle.Alloc(this, GCHandleType.Weak);
        Owner = GCHandle.ToIntPtr(owner);
        var native = ToNative(options);
        nint isolate = 0;
        var status = NativeMethods.ev8_isolate_new(snapshot.Handle, &native, &isolate);
        if (status != V8Status.Ok)
        {
            owner.Free();
            throw status == V8Status.NoStack
                ? new InsufficientExecutionStackException("This thread has too little stack left to make a V8 isolate.")
                : new InvalidOperationException("V8 could not make an isolate: the process has too little memory left for another one.");
        }

        _handle = new IsolateHandle(isolate, snapshot.Handle, owner);
    }

    /// <summary>Whether V8 gave up in it. A lost isolate never runs again and should be disposed.</summary>
    public bool IsLost => NativeMethods.ev8_is_lost(_handle) != 0;

    /// <summary>What V8 said when it gave up; null while it has not.</summary>
    public string? LossReason => Marshal.PtrToStringUTF8((nint)NativeMethods.ev8_lost_why(_handle));

    /// <summary>Why it was last told to stop, until <see cref="V8Scope.SettleTermination"/>.</summary>
    public V8TerminationReason TerminationReason => NativeMethods.ev8_isolate_reason(_handle);

    /// <summary>What it has committed, in bytes: heap, buffers, WebAssembly, native memory of V8 and what the host charged. Cheap.</summary>
    public long MemoryUsedBytes => NativeMethods.ev8_memory_used(_handle);

    internal IV8Host Host { get; }

    // For callbacks, which run while a scope keeps the handle alive.
    internal nint Native => _handle.DangerousGetHandle();

    private nint Owner { get; }

    /// <summary>
    /// Enters: waits until no other thread is inside, then stays inside until the scope is disposed, on this same thread. Nests on one thread.
    /// Entering a lost isolate succeeds; every call then answers <see cref="V8Status.Lost"/>.
    /// </summary>
    /// <exception cref="InsufficientExecutionStackException">This thread has too little stack left.</exception>
    /// <exception cref="ObjectDisposedException">The isolate was disposed.</exception>
    public V8Scope Enter()
    {
        var referenced = false;
        _handle.DangerousAddRef(ref referenced);
        var native = _handle.DangerousGetHandle();
        var status = NativeMethods.ev8_enter(native);
        if (status == V8Status.NoStack)
        {
            _handle.DangerousRelease();
            throw new InsufficientExecutionStackException("This thread has too little stack left to run JavaScript.");
        }

        return new V8Scope(this, native, entered: status == V8Status.Ok);
    }

    /// <summary>Stops what runs now, or the next thing to run. The outcome is <see cref="V8Status.Terminated"/> with <see cref="V8TerminationReason.Host"/>.</summary>
    public void Terminate() => NativeMethods.ev8_terminate(_handle);

    /// <summary>Stops this request if it is the one whose code runs when V8 next looks; an innocent one is never hit.</summary>
    public void TerminateRequest(int requestId) => NativeMethods.ev8_terminate_request(_handle, requestId);

    /// <summary>Adds to what the host holds for this isolate, or takes from it. Answers false when the budget is spent; it is charged all the same.</summary>
    public bool ChargeHostMemory(long deltaBytes) => NativeMethods.ev8_charge_host(_handle, deltaBytes) != 0;

    /// <summary>Disposes the isolate as soon as no thread is inside.</summary>
    public void Dispose() => _handle.Dispose();

    internal NativeIsolateOptions ToNative(V8IsolateOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TotalLimitBytes, V8IsolateOptions.MinTotalLimitBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.ArrayBufferBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StackBytes, 64 * 1024, nameof(options));
        return new NativeIsolateOptions
        {
            LimitBytes = options.TotalLimitBytes,
            ArrayBufferBytes = options.ArrayBufferBytes,
            StackBytes = options.StackBytes,
            AllowEval = options.AllowCodeGenerationFromStrings ? 1 : 0,
            Owner = Owner,
        };
    }

    internal void Leave(nint native, bool entered)
    {
        if (entered)
        {
            NativeMethods.ev8_exit(native);
        }

        _handle.DangerousRelease();
    }
}
