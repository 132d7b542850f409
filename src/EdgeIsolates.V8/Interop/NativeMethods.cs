using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace EdgeIsolates.V8.Interop;

// The managed face of native/edge_v8.h, function by function and in its order. The rules stand there.
internal static unsafe partial class NativeMethods
{
    internal const string Library = "edge_v8";
    internal const int AbiVersion = 1;

    [LibraryImport(Library)] internal static partial int ev8_version();
    [LibraryImport(Library)] internal static partial long ev8_layout(int which);
    [LibraryImport(Library)] internal static partial byte* ev8_v8_version();
    [LibraryImport(Library)] internal static partial V8Status ev8_initialize(NativeCallbacks* callbacks, byte* flags);
    [LibraryImport(Library)] internal static partial void ev8_engine_statistics_get(V8EngineStatistics* statistics);
    [LibraryImport(Library)] internal static partial void ev8_bytes_free(NativeBytes* bytes);

    [LibraryImport(Library)] internal static partial V8Status ev8_snapshot_new(NativeScript* scripts, int scriptCount, NativeText* ops, int opCount, nint* snapshot, NativeBytes* fault);
    [LibraryImport(Library)] internal static partial long ev8_snapshot_size(SnapshotHandle snapshot);
    [LibraryImport(Library)] internal static partial void ev8_snapshot_free(nint snapshot);

    [LibraryImport(Library)] internal static partial V8Status ev8_isolate_new(SnapshotHandle snapshot, NativeIsolateOptions* options, nint* isolate);
    [LibraryImport(Library)] internal static partial void ev8_isolate_dispose(nint isolate);
    [LibraryImport(Library)] internal static partial V8Status ev8_isolate_configure(nint isolate, NativeIsolateOptions* options);
    [LibraryImport(Library)] internal static partial V8Status ev8_enter(nint isolate);
    [LibraryImport(Library)] internal static partial void ev8_exit(nint isolate);
    [LibraryImport(Library)] internal static partial void ev8_reset_handles(nint isolate);
    [LibraryImport(Library)] internal static partial void ev8_terminate(IsolateHandle isolate);
    [LibraryImport(Library)] internal static partial void ev8_terminate_request(IsolateHandle isolate, int request);
    [LibraryImport(Library)] internal static partial int ev8_is_lost(IsolateHandle isolate);
    [LibraryImport(Library)] internal static partial byte* ev8_lost_why(IsolateHandle isolate);
    [LibraryImport(Library)] internal static partial V8TerminationReason ev8_isolate_reason(IsolateHandle isolate);
    [LibraryImport(Library)] internal static partial long ev8_memory_used(IsolateHandle isolate);
    [LibraryImport(Library)] internal static partial long ev8_memory_used(nint isolate);
    [LibraryImport(Library)] internal static partial int ev8_charge_host(IsolateHandle isolate, long delta);
    [LibraryImport(Library)] internal static partial V8Status ev8_heap_statistics_get(nint isolate, V8HeapStatistics* statistics);
    [LibraryImport(Library)] internal static partial V8Status ev8_collect_garbage(nint isolate);
    [LibraryImport(Library)] internal static partial V8Status ev8_fail(nint isolate, int door);
    [LibraryImport(Library)] internal static partial V8Status ev8_heap_snapshot(nint isolate, nint sink);
    [LibraryImport(Library)] internal static partial int ev8_has_pending_work(nint isolate);

    [LibraryImport(Library)] internal static partial void ev8_request_begin(nint isolate, int request, long cpuLimitNanoseconds);
    [LibraryImport(Library)] internal static partial void ev8_request_switch(nint isolate, int request);
    [LibraryImport(Library)] internal static partial int ev8_request_current(nint isolate);
    [LibraryImport(Library)] internal static partial long ev8_request_cpu(nint isolate, int request);
    [LibraryImport(Library)] internal static partial int ev8_request_charge(nint isolate, int request, long nanoseconds);
    [LibraryImport(Library)] internal static partial long ev8_request_end(nint isolate, int request);
    [LibraryImport(Library)] internal static partial int ev8_request_stopped(nint isolate);
    [LibraryImport(Library)] internal static partial void ev8_request_settle(nint isolate);

    [LibraryImport(Library)] internal static partial V8Status ev8_new_string(nint isolate, char* text, int length, nint* result);
    [LibraryImport(Library)] internal static partial V8Status ev8_new_string_utf8(nint isolate, byte* text, int length, nint* result);
    [LibraryImport(Library)] internal static partial V8Status ev8_new_bytes(nint isolate, byte* data, long length, nint* result);
    [LibraryImport(Library)] internal static partial V8Status ev8_lend_bytes(nint isolate, byte* data, long length, nint handle, nint* result);
    [LibraryImport(Library)] internal static partial V8Status ev8_new_value(nint isolate, NativeValue* value, nint* result);
    [LibraryImport(Library)] internal static partial V8Status ev8_describe(nint isolate, nint local, NativeValue* value);
    [LibraryImport(Library)] internal static partial V8Status ev8_string_write(nint isolate, nint text, char* buffer, int length);
    [LibraryImport(Library)] internal static partial V8Status ev8_string_write_latin1(nint isolate, nint text, byte* buffer, int length);
    [LibraryImport(Library)] internal static partial long ev8_string_utf8_length(nint isolate, nint text);
    [LibraryImport(Library)] internal static partial V8Status ev8_string_write_utf8(nint isolate, nint text, byte* buffer, long capacity, long* written);
    [LibraryImport(Library)] internal static partial V8Status ev8_get_property(nint isolate, nint target, nint key, nint* result);
    [LibraryImport(Library)] internal static partial V8Status ev8_entry(nint isolate, byte* name, int length, nint* result);
    [LibraryImport(Library)] internal static partial int ev8_hold(nint isolate, nint local);
    [LibraryImport(Library)] internal static partial nint ev8_held(nint isolate, int reference);
    [LibraryImport(Library)] internal static partial void ev8_release(nint isolate, int reference);
    [LibraryImport(Library)] internal static partial V8Status ev8_serialize(nint isolate, nint value, NativeBytes* bytes);
    [LibraryImport(Library)] internal static partial V8Status ev8_deserialize(nint isolate, byte* data, long length, nint* result);

    [LibraryImport(Library)] internal static partial V8Status ev8_call_function(nint isolate, nint function, nint* arguments, int count, nint* result);
    [LibraryImport(Library)] internal static partial V8Status ev8_run_microtasks(nint isolate);
    [LibraryImport(Library)] internal static partial V8Status ev8_evaluate(nint isolate, NativeModule* script, nint* result);
    [LibraryImport(Library)] internal static partial long ev8_promise_new(nint isolate, nint* promise);
    [LibraryImport(Library)] internal static partial V8Status ev8_promise_settle(nint isolate, long promise, NativeValue* value);
    [LibraryImport(Library)] internal static partial void ev8_promise_forget(nint isolate, long promise);
    [LibraryImport(Library)] internal static partial int ev8_promise_state(nint isolate, nint promise, nint* value);

    [LibraryImport(Library)] internal static partial V8Status ev8_module_add(nint isolate, NativeModule* module);
    [LibraryImport(Library)] internal static partial V8Status ev8_module_link(nint isolate, byte* name, int length, int* hasModuleSyntax);
    [LibraryImport(Library)] internal static partial V8Status ev8_module_evaluate(nint isolate, byte* name, int length, nint* promise);
    [LibraryImport(Library)] internal static partial V8Status ev8_module_namespace(nint isolate, byte* name, int length, nint* result);
    [LibraryImport(Library)] internal static partial V8CodeCacheStatus ev8_module_cache_state(nint isolate, byte* name, int length);
    [LibraryImport(Library)] internal static partial V8Status ev8_module_cache(nint isolate, byte* name, int length, NativeBytes* bytes);

    [LibraryImport(Library)] internal static partial V8Status ev8_error_take(nint isolate, NativeError* error);
    [LibraryImport(Library)] internal static partial V8Status ev8_error_describe(nint isolate, nint value, NativeError* error);
    [LibraryImport(Library)] internal static partial int ev8_stop_take(nint isolate, NativeError* error);
    [LibraryImport(Library)] internal static partial int ev8_rejection_take(nint isolate, NativeError* error, nint* promise, nint* reason);

    [LibraryImport(Library)] internal static partial int ev8_late_handler_take(nint isolate, int* request, nint* promise, nint* reason);
}
