// The engine: V8 started once for the process, with the flags the budgets need. docs/design/engine.md has the measurements behind them.
#include <atomic>
#include <cstring>
#include <mutex>
#include <string>

#include "code_range.h"
#include "isolate.h"
#include "pages.h"
#include "values.h"

namespace ev8 {

ev8_callbacks callbacks{};
std::atomic<int64_t> isolates_live{0};
std::atomic<int64_t> isolates_lost{0};
std::atomic<int64_t> lost_bytes{0};
std::atomic<int64_t> reclaimed_bytes{0};

static constexpr const char* kFlags[] = {
    "--single-threaded",                              // no helper threads: see platform.h
    kNoProtectionKeys,
    "--stack-size=400",                               // the default for threads that did not say; every entry sets its own
    "--no-detect-ineffective-gcs-near-heap-limit",    // that would be a fatal error where the near-heap-limit callback stops the request
    "--no-verify-snapshot-checksum",                  // we made it ourselves a moment ago
};

// What V8 makes once for the process in whichever isolate first needs it: compilers' tables, regular expressions, JSON, WebAssembly.
static constexpr const char* kWarmUp = R"js(
  (() => {
    const point = (x, y) => ({ x, y });
    let sum = 0;
    for (let i = 0; i < 400000; i++) sum += point(i, i * 0.5).y + (i % 7 ? 1 : [i].length);
    for (let i = 0; i < 200; i++) /(a+|b)*c\d{2,3}/.exec('aababac12' + i);
    JSON.parse(JSON.stringify({ sum, list: [1, 'two', { three: null }] }));
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 4, 1, 2, 0, 11))).exports.f();
  })();
)js";

// Holds what all isolates share (V8's read-only heap, its lazily made tables) for the life of the process, so that none of it ever belongs to an
// isolate that may be lost.
static void MakeKeeper() {
  v8::Isolate::CreateParams parameters;
  parameters.array_buffer_allocator_shared.reset(v8::ArrayBuffer::Allocator::NewDefaultAllocator());
  v8::Isolate* keeper = v8::Isolate::New(parameters);
  v8::Locker lock(keeper);
  v8::Isolate::Scope scope(keeper);
  v8::HandleScope handles(keeper);
  v8::Local<v8::Context> context = v8::Context::New(keeper);
  v8::Context::Scope context_scope(context);
  v8::Script::Compile(context, Utf8(keeper, kWarmUp)).ToLocalChecked()->Run(context).ToLocalChecked();
}

}  // namespace ev8

using namespace ev8;

int32_t ev8_version() noexcept { return EV8_ABI_VERSION; }

int64_t ev8_layout(int32_t which) noexcept {
  static constexpr size_t sizes[] = {sizeof(ev8_value),           sizeof(ev8_error),     sizeof(ev8_frame),
                                     sizeof(ev8_isolate_options), sizeof(ev8_heap_statistics), sizeof(ev8_engine_statistics),
                                     sizeof(ev8_callbacks),       sizeof(ev8_script),    sizeof(ev8_module)};
  return which >= 0 && which < static_cast<int32_t>(sizeof sizes / sizeof sizes[0]) ? static_cast<int64_t>(sizes[which]) : -1;
}

static_assert(sizeof(ev8_value) == 32 && offsetof(ev8_value, number) == 8 && offsetof(ev8_value, length) == 16 && offsetof(ev8_value, local) == 24);
static_assert(sizeof(ev8_frame) == 40 && offsetof(ev8_frame, line) == 32);
static_assert(sizeof(ev8_error) == 88 && offsetof(ev8_error, line) == 64 && offsetof(ev8_error, frames) == 80);
static_assert(sizeof(ev8_module) == 56 && offsetof(ev8_module, kind) == 48);
static_assert(sizeof(ev8_isolate_options) == 40 && offsetof(ev8_isolate_options, owner) == 32);

const char* ev8_v8_version() noexcept { return v8::V8::GetVersion(); }

ev8_status ev8_initialize(const ev8_callbacks* given, const char* flags) noexcept {
  if (given == nullptr || given->size != sizeof(ev8_callbacks)) return EV8_INVALID;
  static std::once_flag once;
  std::call_once(once, [&] {
    callbacks = *given;
    for (const char* flag : kFlags) v8::V8::SetFlagsFromString(flag);
    if (flags != nullptr && *flags != '\0') v8::V8::SetFlagsFromString(flags);
    TakeOverNativeMemory();
    SkipSearchForCodeRange();
    v8::V8::InitializePlatform(NewPlatform());
    v8::V8::Initialize();
    InstallDoors();
    MakeKeeper();
  });
  return EV8_OK;
}

void ev8_engine_statistics_get(ev8_engine_statistics* statistics) noexcept {
  statistics->isolates_live = isolates_live;
  statistics->isolates_lost = isolates_lost;
  statistics->lost_bytes = lost_bytes;
  statistics->reclaimed_bytes = reclaimed_bytes;
  statistics->page_bytes = Pages::CommittedBytes();
}

void ev8_bytes_free(ev8_bytes* bytes) noexcept {
  std::free(bytes->data);
  bytes->data = nullptr;
  bytes->length = 0;
}
