using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeIsolates.V8.Interop;

// What V8 calls. Nothing may be thrown from here: an exception becomes a JavaScript error or is dropped.
internal static unsafe class Callbacks
{
    internal static NativeCallbacks Table => new()
    {
        Size = sizeof(NativeCallbacks),
        Op = &InvokeOp,
        TaskPosted = &TaskPosted,
        Write = &Write,
        Release = &Release,
    };

    [UnmanagedCallersOnly]
    private static void InvokeOp(nint owner, int op, NativeValue* arguments, int count, NativeValue* result)
    {
        if (GCHandle.FromIntPtr(owner).Target is not V8Isolate isolate)
        {
            return;
        }

        var call = new V8OpCall(isolate, isolate.Native, new ReadOnlySpan<NativeValue>(arguments, count), ref Unsafe.AsRef<NativeValue>(result));
        try
        {
            isolate.Host.InvokeOp(op, in call);
        }
        catch (V8OpException failure)
        {
            call.Throw(failure);
        }
        catch (Exception)
        {
            // What the host did wrong is the host's to log; the tenant learns only that it was not their fault.
            call.Throw(new V8OpException(V8ErrorClass.Error, "The host failed to carry out this operation."));
        }
    }

    [UnmanagedCallersOnly]
    private static void TaskPosted(nint owner)
    {
        try
        {
            (GCHandle.FromIntPtr(owner).Target as V8Isolate)?.Host.OnTaskPosted();
        }
        catch (Exception)
        {
            // The task waits for the next entry.
        }
    }

    [UnmanagedCallersOnly]
    private static int Write(nint sink, byte* data, int length)
    {
        var target = (HeapSnapshotSink)GCHandle.FromIntPtr(sink).Target!;
        return target.TryWrite(new ReadOnlySpan<byte>(data, length)) ? 1 : 0;
    }

    [UnmanagedCallersOnly]
    private static void Release(nint handle)
    {
        var lent = GCHandle.FromIntPtr(handle);
        (lent.Target as LentBytes)?.Dispose();
        lent.Free();
    }
}
