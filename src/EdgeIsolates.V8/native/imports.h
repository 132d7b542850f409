// Redirects the imports of one loaded library, by writing its global offset table.
#ifndef EDGE_V8_IMPORTS_H_
#define EDGE_V8_IMPORTS_H_

#include <cstddef>
#include <cstdint>

namespace ev8 {

struct Import {
  const char* name;
  void* target;
};

// Every loaded library whose file name begins with `library`.
void RedirectImports(const char* library, const Import* imports, size_t count);

// Whether an address lies in libnode's code. Safe in a signal handler.
bool IsCodeOfV8(uintptr_t address);

}  // namespace ev8

#endif
