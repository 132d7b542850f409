#include "imports.h"

#include <elf.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>

namespace ev8 {

namespace {

struct Wanted {
  const char* library;
  const Import* imports;
  size_t count;
};

// What the dynamic section says of a library.
struct Dynamic {
  const Elf64_Sym* symbols = nullptr;
  const char* strings = nullptr;
  const Elf64_Rela* relocations[2] = {};
  size_t counts[2] = {};

  explicit Dynamic(const Elf64_Dyn* entry) {
    for (; entry->d_tag != DT_NULL; entry++) {
      switch (entry->d_tag) {
        case DT_SYMTAB: symbols = reinterpret_cast<const Elf64_Sym*>(entry->d_un.d_ptr); break;
        case DT_STRTAB: strings = reinterpret_cast<const char*>(entry->d_un.d_ptr); break;
        case DT_RELA: relocations[0] = reinterpret_cast<const Elf64_Rela*>(entry->d_un.d_ptr); break;
        case DT_RELASZ: counts[0] = entry->d_un.d_val / sizeof(Elf64_Rela); break;
        case DT_JMPREL: relocations[1] = reinterpret_cast<const Elf64_Rela*>(entry->d_un.d_ptr); break;
        case DT_PLTRELSZ: counts[1] = entry->d_un.d_val / sizeof(Elf64_Rela); break;
        default: break;
      }
    }
  }
};

// The page may be read-only since start-up (RELRO); it is left as it was found.
void Write(void** slot, void* target, bool read_only) {
  auto page_size = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  void* page = reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(slot) & ~(page_size - 1));
  if (read_only && mprotect(page, page_size, PROT_READ | PROT_WRITE) != 0) return;
  __atomic_store_n(slot, target, __ATOMIC_RELEASE);
  if (read_only) mprotect(page, page_size, PROT_READ);
}

bool IsReadOnly(const dl_phdr_info& library, uintptr_t address) {
  for (int index = 0; index < library.dlpi_phnum; index++) {
    const Elf64_Phdr& segment = library.dlpi_phdr[index];
    uintptr_t begin = library.dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_GNU_RELRO && address >= begin && address < begin + segment.p_memsz) return true;
  }
  return false;
}

void Redirect(const dl_phdr_info& library, const Dynamic& dynamic, const Wanted& wanted) {
  for (int table = 0; table < 2; table++) {
    for (size_t index = 0; index < dynamic.counts[table]; index++) {
      const Elf64_Rela& relocation = dynamic.relocations[table][index];
      auto type = ELF64_R_TYPE(relocation.r_info);
      if (type != R_X86_64_JUMP_SLOT && type != R_X86_64_GLOB_DAT) continue;
      const char* name = dynamic.strings + dynamic.symbols[ELF64_R_SYM(relocation.r_info)].st_name;
      for (size_t import = 0; import < wanted.count; import++) {
        if (std::strcmp(name, wanted.imports[import].name) != 0) continue;
        uintptr_t slot = library.dlpi_addr + relocation.r_offset;
        Write(reinterpret_cast<void**>(slot), wanted.imports[import].target, IsReadOnly(library, slot));
      }
    }
  }
}

struct Code {
  uintptr_t begin = 0;
  uintptr_t end = 0;
};

Code FindCodeOfV8() {
  Code code;
  dl_iterate_phdr(
      [](dl_phdr_info* library, size_t, void* found) {
        if (std::strstr(library->dlpi_name, "/libnode.so") == nullptr) return 0;
        for (int index = 0; index < library->dlpi_phnum; index++) {
          const Elf64_Phdr& segment = library->dlpi_phdr[index];
          if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
          uintptr_t begin = library->dlpi_addr + segment.p_vaddr;
          *static_cast<Code*>(found) = Code{begin, begin + segment.p_memsz};
        }
        return 1;
      },
      &code);
  return code;
}

const Code code_of_v8 = FindCodeOfV8();  // libnode is loaded before this library, which needs it

int Visit(dl_phdr_info* library, size_t, void* data) {
  const auto& wanted = *static_cast<const Wanted*>(data);
  const char* slash = std::strrchr(library->dlpi_name, '/');
  const char* file = slash == nullptr ? library->dlpi_name : slash + 1;
  if (std::strncmp(file, wanted.library, std::strlen(wanted.library)) != 0) return 0;
  for (int index = 0; index < library->dlpi_phnum; index++) {
    const Elf64_Phdr& segment = library->dlpi_phdr[index];
    if (segment.p_type != PT_DYNAMIC) continue;
    Redirect(*library, Dynamic(reinterpret_cast<const Elf64_Dyn*>(library->dlpi_addr + segment.p_vaddr)), wanted);
  }
  return 0;
}

}  // namespace

bool IsCodeOfV8(uintptr_t address) { return address >= code_of_v8.begin && address < code_of_v8.end; }

void RedirectImports(const char* library, const Import* imports, size_t count) {
  Wanted wanted{library, imports, count};
  dl_iterate_phdr(Visit, &wanted);
}

}  // namespace ev8
