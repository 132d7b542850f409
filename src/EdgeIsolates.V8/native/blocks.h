// Blocks of native memory that belong to an isolate: a header links each block into its owner's list.
// They come from malloc, or from the arena of native_memory.h.
// Owned blocks are touched only by the thread that is in the isolate, except that a buffer may be freed after its isolate is gone (owner null).
#ifndef EDGE_V8_BLOCKS_H_
#define EDGE_V8_BLOCKS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace ev8 {

class BlockList {
 public:
  enum class Source { kMalloc, kArena };
  explicit BlockList(Source source = Source::kMalloc) : source_(source) {}

  // Null when the system has no more memory.
  void* Allocate(size_t size, bool zeroed);
  static void Free(void* data);
  static size_t SizeOf(const void* data);

  int64_t bytes() const { return bytes_; }
  int64_t FreeAll(size_t at_least = 0);  // the owner is lost: nobody reads them any more. Smaller blocks live on by themselves.
  void Disown();       // the owner goes; blocks that are left live on by themselves

 private:
  struct Block;
  static void Release(Block* block);
  void Link(Block* block);
  void Unlink(Block* block);

  Source source_;
  std::mutex mutex_;
  Block* first_ = nullptr;
  std::atomic<int64_t> bytes_{0};
};

}  // namespace ev8

#endif
