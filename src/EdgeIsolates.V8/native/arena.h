// A reserve of addresses out of which large native blocks are cut, so that where a block lies tells whose kind it is.
// Sizes are powers of two; what is not touched costs nothing, and big or surplus free blocks go back to the system.
#ifndef EDGE_V8_ARENA_H_
#define EDGE_V8_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <mutex>

namespace ev8 {

class Arena {
 public:
  bool Reserve();  // false where the system forbids it
  bool IsReserved() const { return base_ != 0; }
  bool Owns(const void* data) const { return reinterpret_cast<uintptr_t>(data) - base_ < kBytes && base_ != 0; }
  void* Allocate(size_t size, bool zeroed);  // at least 16-byte aligned; null when the reserve is used up
  void Free(void* data);

 private:
  static constexpr size_t kBytes = size_t{1} << 38;
  static constexpr int kClasses = 38;

  struct Head {
    uint64_t size_class;
    uint64_t unused;
  };

  Head* Take(int size_class, bool* used);

  uintptr_t base_ = 0;
  uintptr_t next_ = 0;
  std::mutex mutex_;
  // Stacks of free blocks, in reserved addresses of their own: nothing here may allocate.
  void** free_[kClasses + 1] = {};
  size_t free_count_[kClasses + 1] = {};
};

}  // namespace ev8

#endif
