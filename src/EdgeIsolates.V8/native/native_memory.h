// The native memory that V8's C++ takes while it works for an isolate: parser stacks, handle blocks, hash tables, ICU's buffers.
//
// Idea: V8 asks malloc, so nothing it takes there would count: `JSON.parse` of a long text can take ten times the heap limit, and all of it would stay
// when the isolate is lost. So the entries for malloc and its kin in the import tables (GOT) of libnode, libstdc++, ICU and this library point
// here; every other library keeps its own. A large block asked for inside an isolate is cut from an arena of ours and counted; over the
// isolate's ceiling it is refused, which V8 answers with its out-of-memory path (contained) or an exception.
//
// Rules
// - Where a block lies tells what it is, so a block may be freed by any of these libraries, on any thread, inside any isolate or none.
// - `local`: asked for by libnode directly (malloc, new[] without exceptions: handle blocks, JSON and regular expression stacks). Such blocks belong to
//   the isolate alone and are freed when it is lost.
// - `shared`: asked for through libstdc++ or ICU. These may be caches that outlive the isolate: counted, never freed for it.
// - Small blocks, and all where the addresses cannot be reserved, go to malloc as ever.
#ifndef EDGE_V8_NATIVE_MEMORY_H_
#define EDGE_V8_NATIVE_MEMORY_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace ev8 {

// What an isolate holds in shared blocks. Lives until the isolate and the last of its blocks are gone.
class NativeCount {
 public:
  int64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
  void Add(int64_t bytes) {
    bytes_ += bytes;
    references_++;
  }
  void Remove(int64_t bytes) {
    bytes_ -= bytes;
    Drop();
  }
  void Drop() {
    if (--references_ == 0) delete this;
  }

 private:
  ~NativeCount() = default;
  std::atomic<int64_t> bytes_{0};
  std::atomic<int64_t> references_{1};
};

void FreeNative(void* data);  // what V8 allocated and hands over

// Blocks of the local arena, for BlockList.
bool HasArena();
void* AllocateRaw(size_t size, bool zeroed);
void FreeRaw(void* data);

void TakeOverNativeMemory();  // once, before any isolate exists

}  // namespace ev8

#endif
