#include "isolate.h"

#include <algorithm>
#include <new>

#include "pages.h"
#include "snapshot.h"
#include "wasm.h"

namespace ev8 {

thread_local ev8_isolate* t_isolate = nullptr;

extern std::atomic<int64_t> isolates_live;
extern std::atomic<int64_t> isolates_lost;
extern std::atomic<int64_t> lost_bytes;
extern std::atomic<int64_t> reclaimed_bytes;

static constexpr int64_t kMegabyte = 1 << 20;
static constexpr int64_t kYoungGeneration = 6 * kMegabyte;  // three semi-spaces of 2 MB
static constexpr int64_t kYoungBuffers = 8 * kMegabyte;
static constexpr int64_t kBaseline = 12 * kMegabyte;        // the snapshot's own heap, code pages and a full young generation
// For the request that went over to unwind in: it stops at its next loop or call, not inside the array it is just doubling.
static int64_t Headroom(int64_t limit) { return std::max<int64_t>(limit / 4, 4 * kMegabyte); }

// Smaller blocks may be tables that V8 makes once for the process, in whichever isolate comes first (for example its type cache).
static constexpr size_t kLargeZone = 32 * 1024 - 64;
static constexpr size_t kHandleBlock = 1022 * sizeof(void*);
static constexpr int64_t kStackReserve = 128 * 1024;        // for V8's C++ and the host's ops below the last JavaScript frame

namespace {

// Makes an isolate the one whose memory this thread spends.
class Spending {
 public:
  explicit Spending(ev8_isolate* isolate) : before_(t_isolate) { t_isolate = isolate; }
  ~Spending() { t_isolate = before_; }
  Spending(const Spending&) = delete;
  Spending& operator=(const Spending&) = delete;

 private:
  ev8_isolate* before_;
};

void OnOutOfMemory(const char* where, OomArgument) { Rescue(where != nullptr ? where : "out of memory"); }
void OnFatal(const char*, const char* message) { Rescue(message != nullptr ? message : "fatal error"); }

// First: stop the request, with room for it to unwind. Second: no more; V8 gives up and the isolate is lost.
size_t OnNearHeapLimit(void* data, size_t current, size_t) {
  auto* isolate = static_cast<ev8_isolate*>(data);
  isolate->StopFor(EV8_REASON_MEMORY);
  if (isolate->headroom_granted > 0) return current;
  isolate->headroom_granted = Headroom(isolate->limit_bytes);
  return current + static_cast<size_t>(isolate->headroom_granted);
}

void OnCollected(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags, void* data) {
  static_cast<ev8_isolate*>(data)->collecting = false;
  static_cast<ev8_isolate*>(data)->buffers->OnCollected();
  static_cast<ev8_isolate*>(data)->CheckAfterCollection(type == v8::kGCTypeMarkSweepCompact);
}

void OnCollecting(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* data) { static_cast<ev8_isolate*>(data)->collecting = true; }

void CollectAll(v8::Isolate* v8_isolate, void* data) {
  static_cast<ev8_isolate*>(data)->collection_asked = false;
  v8_isolate->LowMemoryNotification();
}

// The lowest address of this thread's stack.
uintptr_t StackBottom() {
  static thread_local uintptr_t bottom = [] {
    pthread_attr_t attributes;
    void* address = nullptr;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return uintptr_t{0};
    pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_destroy(&attributes);
    return reinterpret_cast<uintptr_t>(address);
  }();
  return bottom;
}

bool SetStackLimit(ev8_isolate* isolate) {
  auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  uintptr_t lowest = StackBottom() + static_cast<uintptr_t>(kStackReserve);
  if (here < lowest + static_cast<uintptr_t>(kStackReserve)) return false;
  isolate->isolate->SetStackLimit(std::max(lowest, here - static_cast<uintptr_t>(isolate->stack_bytes)));
  return true;
}

void SetUp(ev8_isolate* isolate, bool allow_eval) {
  v8::Isolate* v8_isolate = isolate->isolate;
  v8_isolate->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
  v8_isolate->SetOOMErrorHandler(OnOutOfMemory);
  v8_isolate->SetFatalErrorHandler(OnFatal);
  v8_isolate->AddNearHeapLimitCallback(OnNearHeapLimit, isolate);
  v8_isolate->AddGCPrologueCallback(OnCollecting, isolate);
  v8_isolate->AddGCEpilogueCallback(OnCollected, isolate);
  v8_isolate->SetAllowAtomicsWait(false);
  v8_isolate->SetCaptureStackTraceForUncaughtExceptions(true, 16, v8::StackTrace::kDetailed);
  isolate->errors.Install(v8_isolate);
  Modules::Install(v8_isolate);
  v8::HandleScope handles(v8_isolate);
  v8::Local<v8::Context> context = v8::Context::New(v8_isolate);
  context->AllowCodeGenerationFromStrings(allow_eval);
  isolate->context.Reset(v8_isolate, context);
  v8::HeapStatistics statistics;
  v8_isolate->GetHeapStatistics(&statistics);
  isolate->heap_bytes = static_cast<int64_t>(statistics.used_heap_size());
}

v8::Isolate::CreateParams Parameters(const ev8_snapshot* snapshot, ev8_isolate* isolate) {
  v8::Isolate::CreateParams parameters;
  parameters.snapshot_blob = &snapshot->blob;
  parameters.external_references = snapshot->references.data();
  parameters.array_buffer_allocator_shared = isolate->buffers;
  parameters.oom_error_callback = OnOutOfMemory;
  parameters.fatal_error_callback = OnFatal;
  parameters.constraints.set_max_young_generation_size_in_bytes(static_cast<size_t>(kYoungGeneration));
  parameters.constraints.set_max_old_generation_size_in_bytes(static_cast<size_t>(isolate->limit_bytes));
  return parameters;
}

void OpenHandles(ev8_isolate* isolate) {
  ::new (isolate->handles) v8::HandleScope(isolate->isolate);
  isolate->Context()->Enter();
}

void CloseHandles(ev8_isolate* isolate) {
  isolate->Context()->Exit();
  reinterpret_cast<v8::HandleScope*>(isolate->handles)->~HandleScope();
}

void Unlock(ev8_isolate* isolate) {
  CloseHandles(isolate);
  isolate->isolate->Exit();
  reinterpret_cast<v8::Locker*>(isolate->locker)->~Locker();
}

ev8_status Lock(ev8_isolate* isolate) {
  ::new (isolate->locker) v8::Locker(isolate->isolate);
  isolate->isolate->Enter();
  OpenHandles(isolate);
  if (SetStackLimit(isolate)) return EV8_OK;
  Unlock(isolate);
  return EV8_NO_STACK;
}

void Empty(ev8_isolate* isolate) {
  v8::Locker lock(isolate->isolate);
  v8::Isolate::Scope scope(isolate->isolate);
  isolate->tasks->Close();
  isolate->modules.Clear();
  isolate->errors.Clear();
  isolate->promises.clear();
  isolate->held.clear();
  isolate->entry.Reset();
  isolate->wasm.Reset();
  isolate->own_wasm.Reset();
  isolate->frames.Reset();
  isolate->context.Reset();
}

}  // namespace

}  // namespace ev8

using namespace ev8;

static std::atomic<int64_t> isolates_made{0};

ev8_isolate::ev8_isolate(const ev8_isolate_options& options)
    : owner(options.owner), number(++isolates_made), buffers(std::make_shared<Buffers>(this)), tasks(std::make_shared<ForegroundTasks>(this)) {
  Configure(options);
}

void ev8_isolate::Configure(const ev8_isolate_options& options) {
  limit_bytes = options.limit_bytes;
  array_buffer_bytes = options.array_buffer_bytes;
  stack_bytes = options.stack_bytes;
  ceiling_bytes = limit_bytes + Headroom(limit_bytes) + kBaseline;
}

bool ev8_isolate::AdmitsPages(int64_t bytes) const {
  return page_bytes + NativeBytes() + bytes <= ceiling_bytes;
}

bool ev8_isolate::AdmitsBuffer(int64_t bytes) const {
  return buffers->bytes() + bytes <= array_buffer_bytes && AdmitsWasm(bytes);
}

bool ev8_isolate::MakesRoomForBuffer(int64_t bytes) {
  if (buffers->taken_since_collection() > kYoungBuffers) CollectYoung();
  if (AdmitsBuffer(bytes)) return true;
  if (bytes > array_buffer_bytes || bytes > limit_bytes) return false;
  isolate->LowMemoryNotification();
  return AdmitsBuffer(bytes);
}

// V8's interface has no such call. What it does offer is to fill the young generation.
void ev8_isolate::CollectYoung() {
  constexpr int kLength = 12 * 1024;  // of eight bytes each: an array that V8 does not yet put into pages of its own
  constexpr int64_t kMost = 2 * kYoungGeneration / (kLength * 8);
  v8::HandleScope handles(isolate);
  int64_t before = buffers->taken_since_collection();
  for (int64_t made = 0; made < kMost && buffers->taken_since_collection() >= before; made++) v8::Array::New(isolate, kLength);
}

bool ev8_isolate::AdmitsWasm(int64_t bytes) const {
  return heap_bytes + wasm_bytes + host_bytes + buffers->bytes() + bytes <= limit_bytes;
}

// The sum is judged after a full collection only: until then it may hold what nobody needs any more.
void ev8_isolate::CheckAfterCollection(bool full) {
  v8::HeapStatistics statistics;
  isolate->GetHeapStatistics(&statistics);
  heap_bytes = static_cast<int64_t>(statistics.used_heap_size());
  // Buffers were admitted beside the heap of the look before, so they may stand a little over.
  if (heap_bytes + wasm_bytes + host_bytes <= limit_bytes && AdmitsWasm(-limit_bytes / 16)) return;
  if (full) {
    StopFor(EV8_REASON_MEMORY);
  } else if (!collection_asked) {
    collection_asked = true;
    isolate->RequestInterrupt(CollectAll, this);
  }
}

void ev8_isolate::StopFor(int32_t why) {
  int32_t none = EV8_REASON_NONE;
  reason.compare_exchange_strong(none, why);
  isolate->TerminateExecution();
}

void ev8_isolate::BecomeLost() {
  if (lost.exchange(true)) return;
  int32_t none = EV8_REASON_NONE;
  reason.compare_exchange_strong(none, EV8_REASON_MEMORY);
  Unwatch(this);
  tasks->Close();
  while (v8::Isolate::TryGetCurrent() == isolate) isolate->Exit();  // only the thread's own slots are touched
  int64_t before = Used();
  int64_t reclaimed =
      Pages::Reclaim(this) + buffers->FreeAll() + sources.FreeAll() + zones.FreeAll(kLargeZone) + natives.FreeAll(kHandleBlock);
  isolates_live--;
  isolates_lost++;
  reclaimed_bytes += reclaimed;
  lost_bytes += std::max<int64_t>(before - reclaimed, 0);
}

ev8_status ev8_isolate_new(const ev8_snapshot* snapshot, const ev8_isolate_options* options, ev8_isolate** result) noexcept {
  auto* isolate = new (std::nothrow) ev8_isolate(*options);
  if (isolate == nullptr) return EV8_INVALID;
  Spending spending(isolate);
  ev8_status status = Contained(isolate, [&] {
    isolate->isolate = v8::Isolate::Allocate();
    isolate->isolate->SetData(0, isolate);
    v8::Isolate::Initialize(isolate->isolate, Parameters(snapshot, isolate));
    v8::Locker lock(isolate->isolate);
    v8::Isolate::Scope scope(isolate->isolate);
    if (!SetStackLimit(isolate)) return EV8_NO_STACK;
    SetUp(isolate, options->allow_eval != 0);
    v8::HandleScope handles(isolate->isolate);
    v8::Local<v8::Context> context = isolate->Context();
    isolate->entry.Reset(isolate->isolate, context->GetDataFromSnapshotOnce<v8::Object>(snapshot->entry_index).ToLocalChecked());
    isolate->own_wasm.Reset(isolate->isolate, context->GetDataFromSnapshotOnce<v8::Function>(snapshot->own_wasm_index).ToLocalChecked());
    return DeferOwnWasm(isolate, context) ? EV8_OK : EV8_INVALID;
  });
  isolates_live++;
  if (status != EV8_OK) {
    ev8_isolate_dispose(isolate);
    return status;
  }
  Watch(isolate);
  *result = isolate;
  return EV8_OK;
}

// A lost isolate is left as it is: V8 still points to it, and its memory has been given back.
void ev8_isolate_dispose(ev8_isolate* isolate) noexcept {
  Unwatch(isolate);
  {
    std::lock_guard<std::mutex> hold(isolate->entry_lock);
    if (isolate->lost) return;
    Spending spending(isolate);
    ev8_status status = Contained(isolate, [&] {
      Empty(isolate);
      isolate->isolate->Dispose();
      return EV8_OK;
    });
    if (status != EV8_OK) return;
  }
  Pages::Disown(isolate);
  isolate->buffers->Close();
  isolate->sources.FreeAll();
  isolate->zones.Disown();
  isolate->natives.Disown();
  isolate->shared_natives->Drop();
  isolates_live--;
  delete isolate;
}

ev8_status ev8_isolate_configure(ev8_isolate* isolate, const ev8_isolate_options* options) noexcept {
  return Contained(isolate, [&] {
    isolate->Configure(*options);
    isolate->owner = options->owner;
    // The only door to V8's heap limit after the start: it can be lowered, never raised.
    isolate->isolate->RemoveNearHeapLimitCallback(OnNearHeapLimit, static_cast<size_t>(options->limit_bytes));
    isolate->isolate->AddNearHeapLimitCallback(OnNearHeapLimit, isolate);
    isolate->Context()->AllowCodeGenerationFromStrings(options->allow_eval != 0);
    return EV8_OK;
  });
}

ev8_status ev8_enter(ev8_isolate* isolate) noexcept {
  if (isolate->lost) return EV8_LOST;
  if (pthread_equal(isolate->entered_by, pthread_self())) {
    isolate->depth++;
    return EV8_OK;
  }
  isolate->entry_lock.lock();
  isolate->entered_before = t_isolate;
  isolate->locks_before = t_locks.count;
  t_isolate = isolate;
  ev8_status status = Contained(isolate, [&] { return Lock(isolate); });
  if (status != EV8_OK) {
    t_isolate = isolate->entered_before;
    isolate->entry_lock.unlock();
    return status;
  }
  isolate->entered_by = pthread_self();
  isolate->depth = 1;
  isolate->cpu.Enter();
  return EV8_OK;
}

void ev8_exit(ev8_isolate* isolate) noexcept {
  if (--isolate->depth > 0) return;
  isolate->cpu.Leave();
  Contained(isolate, [&] {
    SetContinuationData(isolate->isolate, isolate->Context(), v8::Undefined(isolate->isolate));
    Unlock(isolate);
    return EV8_OK;
  });
  if (isolate->lost) ReleaseLocksAbove(isolate->locks_before);
  t_isolate = isolate->entered_before;
  isolate->entered_by = 0;
  isolate->entry_lock.unlock();
}

void ev8_reset_handles(ev8_isolate* isolate) noexcept {
  Contained(isolate, [&] {
    CloseHandles(isolate);
    OpenHandles(isolate);
    return EV8_OK;
  });
}

void ev8_terminate(ev8_isolate* isolate) noexcept {
  if (!isolate->lost) isolate->StopFor(EV8_REASON_HOST);
}

void ev8_terminate_request(ev8_isolate* isolate, int32_t request) noexcept {
  isolate->cpu.Condemn(request);
  AskFor(isolate);
}

int32_t ev8_is_lost(const ev8_isolate* isolate) noexcept { return isolate->lost ? 1 : 0; }
const char* ev8_lost_why(const ev8_isolate* isolate) noexcept { return isolate->lost ? isolate->lost_text : nullptr; }
int32_t ev8_isolate_reason(const ev8_isolate* isolate) noexcept { return isolate->reason; }
int64_t ev8_memory_used(const ev8_isolate* isolate) noexcept { return isolate->Used(); }

int32_t ev8_charge_host(ev8_isolate* isolate, int64_t delta) noexcept {
  isolate->host_bytes += delta;
  if (delta <= 0) return 1;
  return isolate->heap_bytes + isolate->buffers->bytes() + isolate->wasm_bytes + isolate->host_bytes <= isolate->limit_bytes ? 1 : 0;
}

void ev8_request_begin(ev8_isolate* isolate, int32_t request, int64_t cpu_limit_ns) noexcept { isolate->cpu.Begin(request, cpu_limit_ns); }

void ev8_request_switch(ev8_isolate* isolate, int32_t request) noexcept {
  isolate->cpu.Switch(request);
  Contained(isolate, [&] {
    SetContinuationData(isolate->isolate, isolate->Context(), v8::Int32::New(isolate->isolate, request));
    return EV8_OK;
  });
}

int32_t ev8_request_current(ev8_isolate* isolate) noexcept {
  int32_t request = 0;
  Contained(isolate, [&] {
    request = CurrentRequest(isolate);
    return EV8_OK;
  });
  return request;
}

int64_t ev8_request_cpu(ev8_isolate* isolate, int32_t request) noexcept { return isolate->cpu.Used(request); }
int32_t ev8_request_charge(ev8_isolate* isolate, int32_t request, int64_t ns) noexcept { return isolate->cpu.ChargeHost(request, ns) ? 1 : 0; }
int64_t ev8_request_end(ev8_isolate* isolate, int32_t request) noexcept { return isolate->cpu.End(request); }
int32_t ev8_request_stopped(ev8_isolate* isolate) noexcept { return isolate->cpu.stopped; }

void ev8_request_settle(ev8_isolate* isolate) noexcept {
  Contained(isolate, [&] {
    isolate->isolate->CancelTerminateExecution();
    isolate->cpu.Settle();
    isolate->reason = EV8_REASON_NONE;
    return EV8_OK;
  });
}
