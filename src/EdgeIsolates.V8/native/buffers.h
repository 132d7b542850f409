// The memory of ArrayBuffers: counted, and refused when the budget is spent. The script then sees a RangeError.
//
// A buffer is freed when V8 collects the small object that stands for it, and a stream that passes 64 KB on with each takes long to fill V8's young generation
// with those: V8 looks after 32 MB of them. So buffers made by the host or for it have a mark of their own (`ev8_isolate::MakesRoomForBuffer`).
#ifndef EDGE_V8_BUFFERS_H_
#define EDGE_V8_BUFFERS_H_

#include "blocks.h"
#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

class Buffers final : public v8::ArrayBuffer::Allocator {
 public:
  explicit Buffers(ev8_isolate* isolate) : isolate_(isolate) {}

  void* Allocate(size_t length) override { return Take(length, true); }
  void* AllocateUninitialized(size_t length) override { return Take(length, false); }
  void Free(void* data, size_t) override { BlockList::Free(data); }
  void Close() { isolate_ = nullptr; blocks_.Disown(); }

  int64_t bytes() const { return blocks_.bytes(); }
  int64_t taken_since_collection() const { return taken_since_collection_; }
  void OnCollected() { taken_since_collection_ = 0; }
  int64_t FreeAll() { return blocks_.FreeAll(); }

 private:
  void* Take(size_t length, bool zeroed);

  static constexpr size_t kArenaFrom = 8 * 1024;

  ev8_isolate* isolate_;
  int64_t taken_since_collection_ = 0;
  BlockList blocks_{kArenaFrom};
};

}  // namespace ev8

#endif
