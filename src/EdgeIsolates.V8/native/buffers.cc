#include "buffers.h"

#include "isolate.h"

namespace ev8 {

void* Buffers::Take(size_t length, bool zeroed) {
  // V8 keeps views of up to 64 bytes on its heap and gives up when it cannot move one out.
  constexpr size_t kOnHeap = 64;
  if (isolate_ != nullptr && length > kOnHeap && !isolate_->AdmitsBuffer(static_cast<int64_t>(length))) return nullptr;
  taken_since_collection_ += static_cast<int64_t>(length);
  return blocks_.Allocate(length, zeroed);
}

}  // namespace ev8
