// Blocks of native memory that belong to an isolate: a header links each block into its owner's list.
// Small ones come from malloc, large ones from the arena of native_memory.h: malloc has a heap per thread and keeps in each the most that was ever free there,
// and an isolate goes from thread to thread.
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
  static constexpr size_t kLarge = 256 * 1024;
  explicit BlockList(size_t arena_from = kLarge) : arena_from_(arena_from) {}  // in bytes: the least that comes from the arena, where there is one

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

  const size_t arena_from_;
  std::mutex mutex_;
  Block* first_ = nullptr;
  std::atomic<int64_t> bytes_{0};
};

}  // namespace ev8

#endif
