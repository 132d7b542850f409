#include "native_memory.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "arena.h"
#include "imports.h"
#include "isolate.h"

namespace ev8 {

static constexpr size_t kLarge = 4096;

static Arena local;
static Arena shared;

namespace {

struct SharedHead {
  NativeCount* count;
  size_t size;
};

void* AllocateLocal(size_t size) {
  ClosedFrame closed;
  return t_isolate->AdmitsPages(static_cast<int64_t>(size)) ? t_isolate->natives.Allocate(size, false) : nullptr;
}

void* AllocateShared(size_t size) {
  ClosedFrame closed;
  if (!t_isolate->AdmitsPages(static_cast<int64_t>(size))) return nullptr;
  auto* head = static_cast<SharedHead*>(shared.Allocate(size + sizeof(SharedHead), false));
  if (head == nullptr) return nullptr;
  head->count = t_isolate->shared_natives;
  head->size = size;
  head->count->Add(static_cast<int64_t>(size));
  return head + 1;
}

// Only what V8 asks for inside an open frame: refusing must lead to a door, and our own bookkeeping is not the tenant's.
bool IsOurs(size_t size) { return size >= kLarge && t_isolate != nullptr && t_frame != nullptr && t_frame->open; }

void* LocalMalloc(size_t size) { return IsOurs(size) ? AllocateLocal(size) : std::malloc(size); }
void* LocalNewArray(size_t size, const std::nothrow_t& quiet) { return IsOurs(size) ? AllocateLocal(size) : ::operator new[](size, quiet); }
void* SharedMalloc(size_t size) { return IsOurs(size) ? AllocateShared(size) : std::malloc(size); }

void* LocalCalloc(size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return nullptr;
  if (!IsOurs(total)) return std::calloc(count, size);
  void* data = AllocateLocal(total);
  return data == nullptr ? nullptr : std::memset(data, 0, total);
}

void Free(void* data) {
  if (local.Owns(data)) {
    BlockList::Free(data);
  } else if (shared.Owns(data)) {
    SharedHead* head = static_cast<SharedHead*>(data) - 1;
    head->count->Remove(static_cast<int64_t>(head->size));
    shared.Free(head);
  } else {
    std::free(data);
  }
}

size_t SizeOf(void* data) {
  if (local.Owns(data)) return BlockList::SizeOf(data);
  return shared.Owns(data) ? (static_cast<SharedHead*>(data) - 1)->size : malloc_usable_size(data);
}

template <void* (*Malloc)(size_t)>
void* Realloc(void* data, size_t size) {
  bool ours = local.Owns(data) || shared.Owns(data);
  if (!ours && !IsOurs(size)) return std::realloc(data, size);
  void* moved = size == 0 ? nullptr : Malloc(size);
  if (moved != nullptr && data != nullptr) std::memcpy(moved, data, std::min(SizeOf(data), size));
  if (moved != nullptr || size == 0) Free(data);
  return moved;
}

}  // namespace

void FreeNative(void* data) { Free(data); }
bool HasArena() { return local.IsReserved(); }
void* AllocateRaw(size_t size, bool zeroed) { return local.Allocate(size, zeroed); }
void FreeRaw(void* data) { local.Free(data); }

void TakeOverNativeMemory() {
  if (!local.Reserve() || !shared.Reserve()) return;
  const Import direct[] = {
      {"malloc", reinterpret_cast<void*>(LocalMalloc)},   {"calloc", reinterpret_cast<void*>(LocalCalloc)},
      {"free", reinterpret_cast<void*>(Free)},            {"realloc", reinterpret_cast<void*>(Realloc<LocalMalloc>)},
      {"pthread_mutex_lock", reinterpret_cast<void*>(LockMutex)},
      {"pthread_mutex_trylock", reinterpret_cast<void*>(TryLockMutex)},
      {"pthread_mutex_unlock", reinterpret_cast<void*>(UnlockMutex)},
      {"malloc_usable_size", reinterpret_cast<void*>(SizeOf)},
      {"_ZnamRKSt9nothrow_t", reinterpret_cast<void*>(LocalNewArray)},
  };
  const Import indirect[] = {
      {"malloc", reinterpret_cast<void*>(SharedMalloc)},
      {"free", reinterpret_cast<void*>(Free)},
      {"realloc", reinterpret_cast<void*>(Realloc<SharedMalloc>)},
  };
  // First those that only free, so that no block of ours meets a library that does not know it.
  for (const char* library : {"libstdc++.so", "libicuuc.so", "libicui18n.so"}) RedirectImports(library, indirect, std::size(indirect));
  RedirectImports("libnode.so", direct, std::size(direct));
}

}  // namespace ev8
