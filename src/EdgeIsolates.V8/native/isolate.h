// An isolate with its budgets: the native half of the managed V8Isolate.
#ifndef EDGE_V8_ISOLATE_H_
#define EDGE_V8_ISOLATE_H_

#include <pthread.h>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "blocks.h"
#include "buffers.h"
#include "containment.h"
#include "cpu.h"
#include "edge_v8.h"
#include "errors.h"
#include "modules.h"
#include "native_memory.h"
#include "platform.h"
#include "v8_version.h"

struct ev8_isolate {
  explicit ev8_isolate(const ev8_isolate_options& options);

  // Budgets.
  void Configure(const ev8_isolate_options& options);
  int64_t NativeBytes() const { return sources.bytes() + zones.bytes() + natives.bytes() + shared_natives->bytes(); }
  int64_t Used() const { return page_bytes + buffers->bytes() + NativeBytes() + host_bytes; }
  bool AdmitsPages(int64_t bytes) const;   // the hard ceiling for V8's own memory
  bool AdmitsBuffer(int64_t bytes) const;  // the budget as the script sees it
  bool MakesRoomForBuffer(int64_t bytes);  // the same, after a collection if need be, as V8 does for a script's own buffers
  void CollectYoung();
  bool AdmitsWasm(int64_t bytes) const;    // likewise: growing over it fails, and leaves V8 room to say so
  void CheckAfterCollection(bool full);
  void StopFor(int32_t why);
  void BecomeLost();

  bool Settled() const { return reason.load(std::memory_order_relaxed) == EV8_REASON_NONE; }
  v8::Local<v8::Context> Context() const { return context.Get(isolate); }

  v8::Isolate* isolate = nullptr;
  v8::Global<v8::Context> context;
  v8::Global<v8::Object> entry;  // `internals.entry` of the snapshot
  v8::Global<v8::Value> wasm;        // the namespace, and what makes it the isolate's own: until the first touch
  v8::Global<v8::Function> own_wasm;
  v8::Global<v8::ObjectTemplate> frames;  // of continuations, made with the first of them
  void* owner;
  const int64_t number;  // never given twice in a process

  // The budget.
  int64_t limit_bytes = 0;
  int64_t array_buffer_bytes = 0;
  int64_t ceiling_bytes = 0;
  int64_t stack_bytes = 0;
  int64_t headroom_granted = 0;
  bool collection_asked = false;
  std::atomic<bool> collecting{false};
  std::atomic<int64_t> heap_bytes{0};  // live at the last collection
  size_t regions = 0;                   // page regions that name this isolate; under the lock of `Pages`
  std::atomic<int64_t> page_bytes{0};  // committed: V8's heap, code and WebAssembly memory
  std::atomic<int64_t> wasm_bytes{0};
  std::atomic<int64_t> host_bytes{0};
  std::shared_ptr<ev8::Buffers> buffers;
  ev8::BlockList sources;  // of its modules
  ev8::BlockList zones;
  ev8::BlockList natives{0};
  ev8::NativeCount* shared_natives = new ev8::NativeCount();
  std::shared_ptr<ev8::ForegroundTasks> tasks;
  ev8::Cpu cpu;

  // What became of it.
  std::atomic<bool> lost{false};
  std::atomic<int32_t> reason{EV8_REASON_NONE};
  char lost_text[128] = "";  // what V8 said
  uintptr_t code_begin = 0;  // V8's reservation for this isolate's code
  uintptr_t code_end = 0;

  // The entry. `entered_by` is written under `entry_lock` and read by its own thread only.
  std::mutex entry_lock;
  std::atomic<pthread_t> entered_by{0};
  int depth = 0;
  int locks_before = 0;
  ev8_isolate* entered_before = nullptr;  // what the thread was in when it came here
  alignas(v8::Locker) unsigned char locker[sizeof(v8::Locker)];
  alignas(v8::HandleScope) unsigned char handles[sizeof(v8::HandleScope)];

  // What the host holds.
  std::vector<v8::Global<v8::Value>> held;
  std::vector<int32_t> held_free;
  std::unordered_map<int64_t, v8::Global<v8::Promise::Resolver>> promises;
  int64_t next_promise = 1;

  ev8::Modules modules;
  ev8::Errors errors;
};

namespace ev8 {

extern ev8_callbacks callbacks;
extern thread_local ev8_isolate* t_isolate;  // the isolate whose memory this thread is spending

int32_t CurrentRequest(ev8_isolate* isolate);  // whose continuation runs; 0 = nobody's (continuations.h)

inline ev8_isolate* From(v8::Isolate* isolate) { return static_cast<ev8_isolate*>(isolate->GetData(0)); }

inline ev8_local Out(v8::Local<v8::Value> value) {
  ev8_local local;
  static_assert(sizeof value == sizeof local, "a local is one pointer to a handle slot");
  __builtin_memcpy(&local, &value, sizeof local);
  return local;
}

template <class T = v8::Value>
inline v8::Local<T> In(ev8_local local) {
  v8::Local<v8::Value> value;
  __builtin_memcpy(static_cast<void*>(&value), &local, sizeof local);
  return value.As<T>();
}

}  // namespace ev8

#endif
