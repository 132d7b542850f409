// What an isolate holds: figures, a collection on demand, a heap snapshot for DevTools.
#include <v8-profiler.h>

#include "run.h"

namespace ev8 {

namespace {

class SinkStream final : public v8::OutputStream {
 public:
  explicit SinkStream(void* sink) : sink_(sink) {}
  int GetChunkSize() override { return 64 * 1024; }
  void EndOfStream() override {}
  WriteResult WriteAsciiChunk(char* data, int size) override {
    ClosedFrame closed;
    return callbacks.write(sink_, data, size) != 0 ? kContinue : kAbort;
  }

 private:
  void* sink_;
};

}  // namespace

}  // namespace ev8

using namespace ev8;

ev8_status ev8_heap_statistics_get(ev8_isolate* isolate, ev8_heap_statistics* statistics) noexcept {
  return Contained(isolate, [&] {
    v8::HeapStatistics heap;
    isolate->isolate->GetHeapStatistics(&heap);
    statistics->used_bytes = static_cast<int64_t>(heap.used_heap_size());
    statistics->committed_bytes = isolate->page_bytes;
    statistics->limit_bytes = isolate->limit_bytes;
    statistics->buffer_bytes = isolate->buffers->bytes();
    statistics->wasm_bytes = isolate->wasm_bytes;
    statistics->native_bytes = isolate->NativeBytes();
    statistics->host_bytes = isolate->host_bytes;
    statistics->native_contexts = static_cast<int64_t>(heap.number_of_native_contexts());
    statistics->detached_contexts = static_cast<int64_t>(heap.number_of_detached_contexts());
    statistics->global_handles = static_cast<int64_t>(heap.used_global_handles_size());
    return EV8_OK;
  });
}

int32_t ev8_has_pending_work(ev8_isolate* isolate) noexcept {
  return !isolate->lost && (isolate->tasks->HasDue() || isolate->isolate->HasPendingBackgroundTasks()) ? 1 : 0;
}

ev8_status ev8_collect_garbage(ev8_isolate* isolate) noexcept {
  return Contained(isolate, [&] {
    isolate->isolate->LowMemoryNotification();
    return EV8_OK;
  });
}

ev8_status ev8_heap_snapshot(ev8_isolate* isolate, void* sink) noexcept {
  return Contained(isolate, [&] {
    const v8::HeapSnapshot* taken = isolate->isolate->GetHeapProfiler()->TakeHeapSnapshot();
    SinkStream stream(sink);
    taken->Serialize(&stream, v8::HeapSnapshot::kJSON);
    const_cast<v8::HeapSnapshot*>(taken)->Delete();
    return EV8_OK;
  });
}
