// Native memory of V8's parser, compilers and regular expressions ("zones"), accounted by isolate.
//
// Idea: each block carries a header that names its owner and links it to the owner's other blocks, so that it counts against the one memory
// budget and can be freed when the owner is lost. Over the ceiling a block is refused; V8 then gives up, which is contained.
#ifndef EDGE_V8_ZONES_H_
#define EDGE_V8_ZONES_H_

#include "v8_version.h"

namespace ev8 {

#if V8_MAJOR_VERSION < 12
class Zones final : public v8::ZoneBackingAllocator {
 public:
  MallocFn GetMallocFn() const override;
  FreeFn GetFreeFn() const override;
};
#endif

}  // namespace ev8

#endif
