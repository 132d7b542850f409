#include "code_range.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "imports.h"

namespace ev8 {

static FILE* Open(const char* path, const char* mode) {
  if (std::strcmp(path, "/proc/self/maps") != 0) return std::fopen(path, mode);
  errno = ENOENT;
  return nullptr;
}

void SkipSearchForCodeRange() {
  const Import import{"fopen", reinterpret_cast<void*>(Open)};
  RedirectImports("libnode.so", &import, 1);
}

}  // namespace ev8
