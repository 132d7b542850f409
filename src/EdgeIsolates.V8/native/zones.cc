#include "zones.h"

#include "isolate.h"

namespace ev8 {

#if V8_MAJOR_VERSION < 12
static BlockList unowned;  // of the snapshot builder

static void* AllocateZone(size_t size) {
  ev8_isolate* isolate = t_isolate;
  if (isolate == nullptr) return unowned.Allocate(size, false);
  return isolate->AdmitsPages(static_cast<int64_t>(size)) ? isolate->zones.Allocate(size, false) : nullptr;
}

v8::ZoneBackingAllocator::MallocFn Zones::GetMallocFn() const { return AllocateZone; }
v8::ZoneBackingAllocator::FreeFn Zones::GetFreeFn() const { return BlockList::Free; }
#endif

}  // namespace ev8
