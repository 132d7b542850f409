// The memory of ArrayBuffers: counted, and refused when the budget is spent. The script then sees a RangeError.
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
  int64_t FreeAll() { return blocks_.FreeAll(); }

 private:
  void* Take(size_t length, bool zeroed);

  ev8_isolate* isolate_;
  BlockList blocks_;
};

}  // namespace ev8

#endif
