#include "arena.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

namespace ev8 {

static constexpr int kSmallestClass = 13;     // 8 KB
static constexpr int kGiveBackClass = 18;     // from 256 KB on, free blocks go back at once and come zeroed: below it stand the 64 KB that streams pass on
static constexpr size_t kWarmBlocks = 64;     // of each smaller class as many stay

static int ClassOf(size_t size) { return std::max(kSmallestClass, 64 - __builtin_clzll(size - 1)); }

static void* ReserveAddresses(size_t bytes) {
  void* base = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (base == MAP_FAILED) return nullptr;
  madvise(base, bytes, MADV_DONTDUMP);
  return base;
}

bool Arena::Reserve() {
  for (int size_class = kSmallestClass; size_class <= kClasses; size_class++) {
    free_[size_class] = static_cast<void**>(ReserveAddresses((kBytes >> size_class) * sizeof(void*)));
    if (free_[size_class] == nullptr) return false;
  }
  base_ = next_ = reinterpret_cast<uintptr_t>(ReserveAddresses(kBytes));
  return base_ != 0;
}

void* Arena::Allocate(size_t size, bool zeroed) {
  size_t total = size + sizeof(Head);
  if (total < size || total > kBytes) return nullptr;
  int size_class = ClassOf(total);
  bool used = false;
  Head* head = Take(size_class, &used);
  if (head == nullptr) return nullptr;
  head->size_class = static_cast<uint64_t>(size_class);
  if (zeroed && used && size_class < kGiveBackClass) std::memset(head + 1, 0, size);
  return head + 1;
}

Arena::Head* Arena::Take(int size_class, bool* used) {
  std::lock_guard<std::mutex> hold(mutex_);
  *used = free_count_[size_class] > 0;
  if (*used) return static_cast<Head*>(free_[size_class][--free_count_[size_class]]);
  if (next_ + (uintptr_t{1} << size_class) > base_ + kBytes) return nullptr;
  next_ += uintptr_t{1} << size_class;
  return reinterpret_cast<Head*>(next_ - (uintptr_t{1} << size_class));
}

void Arena::Free(void* data) {
  Head* head = static_cast<Head*>(data) - 1;
  auto size_class = static_cast<int>(head->size_class);
  std::lock_guard<std::mutex> hold(mutex_);
  if (size_class >= kGiveBackClass || free_count_[size_class] >= kWarmBlocks) {
    madvise(head, size_t{1} << size_class, MADV_DONTNEED);
  }
  free_[size_class][free_count_[size_class]++] = head;
}

}  // namespace ev8
