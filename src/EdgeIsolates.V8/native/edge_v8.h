// The one C ABI between EdgeIsolates.V8 and V8.
//
// Idea: a flat list of functions over opaque handles. Nothing throws across it: every function that can run V8 code returns an ev8_status
// and leaves its result in an out parameter.
//
// Rules
// - `ev8_version` must equal EV8_ABI_VERSION and `ev8_layout` must agree with the managed structs, or the managed side refuses to start.
// - Functions that take an `ev8_isolate*` and are not marked "any thread" need the isolate to be entered on the calling thread.
// - An `ev8_local` is valid until the isolate is left or its handles are reset, whichever comes first.
// - After EV8_LOST the isolate never runs again: all later calls answer EV8_LOST at once, and only ev8_isolate_dispose is of use.
// - A managed callback must not throw and must not leave through any other door than its return.
#ifndef EDGE_V8_H_
#define EDGE_V8_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define EV8_NOEXCEPT noexcept
#else
#define EV8_NOEXCEPT
#endif

#define EV8_ABI_VERSION 1
#define EV8_EXPORT __attribute__((visibility("default")))

typedef struct ev8_isolate ev8_isolate;
typedef struct ev8_snapshot ev8_snapshot;
typedef void* ev8_local;

typedef int32_t ev8_status;
enum {
  EV8_OK = 0,
  EV8_EXCEPTION = 1,   // JavaScript threw: read it with ev8_error_take
  EV8_TERMINATED = 2,  // a budget or the host stopped it: see ev8_isolate_reason
  EV8_LOST = 3,        // V8 gave up; the fatal error was contained and the isolate abandoned
  EV8_NO_STACK = 4,    // this thread has too little stack left to enter
  EV8_INVALID = 5      // misuse: an unknown module, a wrong value type, bytes that do not parse
};

enum { EV8_REASON_NONE = 0, EV8_REASON_CPU = 1, EV8_REASON_MEMORY = 2, EV8_REASON_HOST = 3 };

enum {
  EV8_UNDEFINED = 0,
  EV8_NULL = 1,
  EV8_BOOLEAN = 2,  // number: 0 or 1
  EV8_INT32 = 3,    // integer
  EV8_DOUBLE = 4,   // number
  EV8_STRING = 5,   // length in UTF-16 units; flags bit 0: every unit is below 256
  EV8_BYTES = 6,    // data, length: the bytes of an ArrayBuffer or view, valid during the op
  EV8_OBJECT = 7,   // anything else: see local
  EV8_THROW = 8     // result only: throw an error of class `flags`, its message in local, its name in data (a local) for EV8_ERROR_NAMED
};

enum {
  EV8_ERROR = 0,
  EV8_ERROR_TYPE = 1,
  EV8_ERROR_RANGE = 2,
  EV8_ERROR_SYNTAX = 3,
  EV8_ERROR_REFERENCE = 4,
  EV8_ERROR_NAMED = 5  // made by the snapshot's `internals.entry.makeError(name, message)`, for example a DOMException
};

typedef struct ev8_value {
  int32_t kind;
  int32_t flags;
  union {
    double number;
    int64_t integer;
    void* data;
  };
  int64_t length;
  ev8_local local;
} ev8_value;

typedef struct ev8_text {
  const char* data;  // UTF-8
  int64_t length;
} ev8_text;

typedef struct ev8_frame {
  ev8_text function;
  ev8_text script;
  int32_t line;    // from 1; 0 when unknown
  int32_t column;  // from 1; 0 when unknown
} ev8_frame;

typedef struct ev8_error {
  ev8_text name;
  ev8_text message;
  ev8_text script;
  ev8_text source_line;
  int32_t line;
  int32_t column;
  int32_t request;  // the request whose continuation failed; 0 when unknown
  int32_t frame_count;
  const ev8_frame* frames;
} ev8_error;

typedef struct ev8_isolate_options {
  int64_t limit_bytes;         // the one memory budget: heap + buffers + WebAssembly + what the host holds
  int64_t array_buffer_bytes;  // of which buffers may be at most this much
  int64_t stack_bytes;
  int32_t allow_eval;
  int32_t reserved;
  void* owner;  // handed to every callback
} ev8_isolate_options;

typedef struct ev8_heap_statistics {
  int64_t used_bytes;
  int64_t committed_bytes;
  int64_t limit_bytes;
  int64_t buffer_bytes;
  int64_t wasm_bytes;
  int64_t native_bytes;
  int64_t host_bytes;
  int64_t native_contexts;
  int64_t detached_contexts;
  int64_t global_handles;
} ev8_heap_statistics;

typedef struct ev8_engine_statistics {
  int64_t isolates_live;
  int64_t isolates_lost;
  int64_t lost_bytes;       // what lost isolates still hold
  int64_t reclaimed_bytes;  // what was taken back from them
  int64_t page_bytes;       // committed by V8 for all isolates
} ev8_engine_statistics;

typedef struct ev8_callbacks {
  int64_t size;
  void (*op)(void* owner, int32_t op, const ev8_value* arguments, int32_t count, ev8_value* result);
  void (*task_posted)(void* owner);                                     // any thread
  int32_t (*write)(void* sink, const char* data, int32_t length);      // a chunk of a heap snapshot; 0 stops
  void (*release)(void* handle);                                        // memory lent to V8 is no longer used; any thread
} ev8_callbacks;

typedef struct ev8_script {
  const char* name;
  int64_t name_length;
  const char* source;  // ASCII
  int64_t source_length;
} ev8_script;

enum { EV8_MODULE_JAVASCRIPT = 0, EV8_MODULE_JSON = 1, EV8_MODULE_TEXT = 2, EV8_MODULE_BYTES = 3, EV8_MODULE_WASM = 4 };
enum { EV8_CACHE_NONE = 0, EV8_CACHE_ACCEPTED = 1, EV8_CACHE_REJECTED = 2 };

typedef struct ev8_module {
  const char* name;
  int64_t name_length;
  const char* content;
  int64_t content_length;
  const uint8_t* code_cache;
  int64_t code_cache_length;
  int32_t kind;
  int32_t reserved;
} ev8_module;

typedef struct ev8_bytes {
  uint8_t* data;
  int64_t length;
} ev8_bytes;

// Doors to V8's fatal errors, beside running out of memory (containment.h).
enum { EV8_DOOR_FATAL_ERROR = 0, EV8_DOOR_FAILED_CHECK = 1, EV8_DOOR_TRAP = 2, EV8_DOOR_NATIVE_MEMORY = 3 };

// Engine. Any thread.
EV8_EXPORT int32_t ev8_version(void) EV8_NOEXCEPT;
EV8_EXPORT int64_t ev8_layout(int32_t which) EV8_NOEXCEPT;  // sizeof: 0 value, 1 error, 2 frame, 3 options, 4 heap statistics, 5 engine statistics, 6 callbacks, 7 script, 8 module
EV8_EXPORT const char* ev8_v8_version(void) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_initialize(const ev8_callbacks* callbacks, const char* flags) EV8_NOEXCEPT;
EV8_EXPORT void ev8_engine_statistics_get(ev8_engine_statistics* statistics) EV8_NOEXCEPT;
EV8_EXPORT void ev8_bytes_free(ev8_bytes* bytes) EV8_NOEXCEPT;

// Snapshots. Any thread, one at a time.
EV8_EXPORT ev8_status ev8_snapshot_new(const ev8_script* scripts, int32_t script_count, const ev8_text* ops, int32_t op_count,
                                       ev8_snapshot** snapshot, ev8_bytes* fault) EV8_NOEXCEPT;
EV8_EXPORT int64_t ev8_snapshot_size(const ev8_snapshot* snapshot) EV8_NOEXCEPT;
EV8_EXPORT void ev8_snapshot_free(ev8_snapshot* snapshot) EV8_NOEXCEPT;

// Isolates.
EV8_EXPORT ev8_status ev8_isolate_new(const ev8_snapshot* snapshot, const ev8_isolate_options* options, ev8_isolate** isolate) EV8_NOEXCEPT;
EV8_EXPORT void ev8_isolate_dispose(ev8_isolate* isolate) EV8_NOEXCEPT;  // entered nowhere
EV8_EXPORT ev8_status ev8_isolate_configure(ev8_isolate* isolate, const ev8_isolate_options* options) EV8_NOEXCEPT;  // entered: a blank gets its tenant's budget
EV8_EXPORT ev8_status ev8_enter(ev8_isolate* isolate) EV8_NOEXCEPT;
EV8_EXPORT void ev8_exit(ev8_isolate* isolate) EV8_NOEXCEPT;
EV8_EXPORT void ev8_reset_handles(ev8_isolate* isolate) EV8_NOEXCEPT;
EV8_EXPORT void ev8_terminate(ev8_isolate* isolate) EV8_NOEXCEPT;             // any thread
EV8_EXPORT void ev8_terminate_request(ev8_isolate* isolate, int32_t request) EV8_NOEXCEPT;  // any thread; only if it is the one that runs when V8 next looks
EV8_EXPORT int32_t ev8_is_lost(const ev8_isolate* isolate) EV8_NOEXCEPT;      // any thread
EV8_EXPORT const char* ev8_lost_why(const ev8_isolate* isolate) EV8_NOEXCEPT;  // any thread; what V8 said, or null
EV8_EXPORT int32_t ev8_isolate_reason(const ev8_isolate* isolate) EV8_NOEXCEPT;  // any thread
EV8_EXPORT int64_t ev8_memory_used(const ev8_isolate* isolate) EV8_NOEXCEPT;  // any thread
EV8_EXPORT int32_t ev8_charge_host(ev8_isolate* isolate, int64_t delta) EV8_NOEXCEPT;  // any thread; 0 when the budget is spent
EV8_EXPORT ev8_status ev8_heap_statistics_get(ev8_isolate* isolate, ev8_heap_statistics* statistics) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_has_pending_work(ev8_isolate* isolate) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_collect_garbage(ev8_isolate* isolate) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_fail(ev8_isolate* isolate, int32_t door) EV8_NOEXCEPT;  // on purpose, to show that it is contained; inside an entry
EV8_EXPORT ev8_status ev8_heap_snapshot(ev8_isolate* isolate, void* sink) EV8_NOEXCEPT;

// Requests: CPU time by request.
EV8_EXPORT void ev8_request_begin(ev8_isolate* isolate, int32_t request, int64_t cpu_limit_ns) EV8_NOEXCEPT;
EV8_EXPORT void ev8_request_switch(ev8_isolate* isolate, int32_t request) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_request_current(ev8_isolate* isolate) EV8_NOEXCEPT;
EV8_EXPORT int64_t ev8_request_cpu(ev8_isolate* isolate, int32_t request) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_request_charge(ev8_isolate* isolate, int32_t request, int64_t ns) EV8_NOEXCEPT;  // what the host burnt for it elsewhere; 1 when it is over its limit
EV8_EXPORT int64_t ev8_request_end(ev8_isolate* isolate, int32_t request) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_request_stopped(ev8_isolate* isolate) EV8_NOEXCEPT;  // which request the last termination was for; 0 = none
EV8_EXPORT void ev8_request_settle(ev8_isolate* isolate) EV8_NOEXCEPT;       // forget the last termination and let others go on

// Values.
EV8_EXPORT ev8_status ev8_new_string(ev8_isolate* isolate, const uint16_t* text, int32_t length, ev8_local* result) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_new_string_utf8(ev8_isolate* isolate, const char* text, int32_t length, ev8_local* result) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_new_bytes(ev8_isolate* isolate, const uint8_t* data, int64_t length, ev8_local* result) EV8_NOEXCEPT;  // Uint8Array over a copy
EV8_EXPORT ev8_status ev8_lend_bytes(ev8_isolate* isolate, uint8_t* data, int64_t length, void* handle, ev8_local* result) EV8_NOEXCEPT;  // Uint8Array over the host's memory until `release(handle)`
EV8_EXPORT ev8_status ev8_new_value(ev8_isolate* isolate, const ev8_value* value, ev8_local* result) EV8_NOEXCEPT;  // undefined, null, boolean, int32, double
EV8_EXPORT ev8_status ev8_describe(ev8_isolate* isolate, ev8_local local, ev8_value* value) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_string_write(ev8_isolate* isolate, ev8_local text, uint16_t* buffer, int32_t length) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_string_write_latin1(ev8_isolate* isolate, ev8_local text, uint8_t* buffer, int32_t length) EV8_NOEXCEPT;
EV8_EXPORT int64_t ev8_string_utf8_length(ev8_isolate* isolate, ev8_local text) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_string_write_utf8(ev8_isolate* isolate, ev8_local text, char* buffer, int64_t capacity, int64_t* written) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_get_property(ev8_isolate* isolate, ev8_local object, ev8_local key, ev8_local* result) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_entry(ev8_isolate* isolate, const char* name, int32_t length, ev8_local* result) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_hold(ev8_isolate* isolate, ev8_local local) EV8_NOEXCEPT;  // > 0; 0 when lost
EV8_EXPORT ev8_local ev8_held(ev8_isolate* isolate, int32_t reference) EV8_NOEXCEPT;
EV8_EXPORT void ev8_release(ev8_isolate* isolate, int32_t reference) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_serialize(ev8_isolate* isolate, ev8_local value, ev8_bytes* bytes) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_deserialize(ev8_isolate* isolate, const uint8_t* data, int64_t length, ev8_local* result) EV8_NOEXCEPT;

// Running.
EV8_EXPORT ev8_status ev8_call_function(ev8_isolate* isolate, ev8_local function, const ev8_local* arguments, int32_t count, ev8_local* result) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_run_microtasks(ev8_isolate* isolate) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_evaluate(ev8_isolate* isolate, const ev8_module* script, ev8_local* result) EV8_NOEXCEPT;
EV8_EXPORT int64_t ev8_promise_new(ev8_isolate* isolate, ev8_local* promise) EV8_NOEXCEPT;  // > 0; 0 when it failed
EV8_EXPORT ev8_status ev8_promise_settle(ev8_isolate* isolate, int64_t promise, const ev8_value* value) EV8_NOEXCEPT;  // EV8_THROW rejects
EV8_EXPORT void ev8_promise_forget(ev8_isolate* isolate, int64_t promise) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_promise_state(ev8_isolate* isolate, ev8_local promise, ev8_local* value) EV8_NOEXCEPT;  // 0 pending, 1 fulfilled, 2 rejected, -1 no promise

// Modules of one deployment, known by name.
EV8_EXPORT ev8_status ev8_module_add(ev8_isolate* isolate, const ev8_module* module) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_module_link(ev8_isolate* isolate, const char* name, int32_t length, int32_t* has_module_syntax) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_module_evaluate(ev8_isolate* isolate, const char* name, int32_t length, ev8_local* promise) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_module_namespace(ev8_isolate* isolate, const char* name, int32_t length, ev8_local* result) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_module_cache_state(ev8_isolate* isolate, const char* name, int32_t length) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_module_cache(ev8_isolate* isolate, const char* name, int32_t length, ev8_bytes* bytes) EV8_NOEXCEPT;

// Errors. The texts are valid until the next call that reports an error.
EV8_EXPORT ev8_status ev8_error_take(ev8_isolate* isolate, ev8_error* error) EV8_NOEXCEPT;
EV8_EXPORT ev8_status ev8_error_describe(ev8_isolate* isolate, ev8_local value, ev8_error* error) EV8_NOEXCEPT;
EV8_EXPORT int32_t ev8_stop_take(ev8_isolate* isolate, ev8_error* error) EV8_NOEXCEPT;       // 1 when it is known where the last termination hit: script, line, frames
// 1 when a promise was rejected without a handler, 0 when there is none left to tell.
EV8_EXPORT int32_t ev8_rejection_take(ev8_isolate* isolate, ev8_error* error, ev8_local* promise, ev8_local* reason) EV8_NOEXCEPT;
// 1 when such a promise, told of before, got its handler after all: the request as it was then, and what it was rejected with.
EV8_EXPORT int32_t ev8_late_handler_take(ev8_isolate* isolate, int32_t* request, ev8_local* promise, ev8_local* reason) EV8_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
