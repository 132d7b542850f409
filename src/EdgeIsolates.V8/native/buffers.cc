#include "buffers.h"

#include "isolate.h"

namespace ev8 {

void* Buffers::Take(size_t length, bool zeroed) {
  if (isolate_ != nullptr && !isolate_->AdmitsBuffer(static_cast<int64_t>(length))) return nullptr;
  return blocks_.Allocate(length, zeroed);
}

}  // namespace ev8
