// The page allocator that V8 maps all its memory through, accounted by isolate.
//
// Idea: a region belongs to the isolate that was entered (or being made) on the thread that reserved it. Bytes count when they become
// accessible and stop counting when they are given back, so an isolate's count is what it can have resident.
// - Over its ceiling an isolate gets no more pages: V8 then collects, fails the request (WebAssembly memory) or gives up (contained).
// - When an isolate is lost, its memory is taken back page by page: V8 has no threads (platform.h), so nobody can be reading it, and isolates share no
//   WebAssembly code (wasm.h).
#ifndef EDGE_V8_PAGES_H_
#define EDGE_V8_PAGES_H_

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

class Pages final : public v8::PageAllocator {
 public:
  explicit Pages(v8::PageAllocator* inner);

  // What `isolate` still had committed in regions that can be taken back; they are zero-filled from now on.
  static int64_t Reclaim(ev8_isolate* isolate);
  static void Disown(ev8_isolate* isolate);
  static bool IsCode(const ev8_isolate* isolate, uintptr_t address);  // in its reservation for code; safe in a signal handler
  static int64_t CommittedBytes();

  size_t AllocatePageSize() override { return inner_->AllocatePageSize(); }
  size_t CommitPageSize() override { return inner_->CommitPageSize(); }
  void SetRandomMmapSeed(int64_t seed) override { inner_->SetRandomMmapSeed(seed); }
  void* GetRandomMmapAddr() override { return inner_->GetRandomMmapAddr(); }
  void* AllocatePages(void* address, size_t length, size_t alignment, Permission permission) override;
  bool FreePages(void* address, size_t length) override;
  bool ReleasePages(void* address, size_t length, size_t new_length) override;
  bool SetPermissions(void* address, size_t length, Permission permission) override;
  bool DiscardSystemPages(void* address, size_t size) override { return inner_->DiscardSystemPages(address, size); }
  bool DecommitPages(void* address, size_t size) override;
#if V8_MAJOR_VERSION >= 11
  bool RecommitPages(void* address, size_t length, Permission permission) override;
#endif
#if V8_MAJOR_VERSION >= 12
  bool SealPages(void* address, size_t length) override { return inner_->SealPages(address, length); }
#endif

 private:
  struct Region {
    size_t length;
    size_t alignment;
    ev8_isolate* owner;
    std::vector<uint64_t> committed;  // a bit a page
  };

  static bool IsWasmMemory(const Region& region);

  // All called with the lock held.
  Region* Find(uintptr_t address, uintptr_t* base);
  template <class Visit>
  static void ForEachWord(Region* region, size_t offset, size_t length, Visit&& visit);
  int64_t Mark(Region* region, size_t offset, size_t length, bool commit);
  bool Admit(Region* region, size_t offset, size_t length);
  void Count(Region* region, int64_t delta);
  bool Change(void* address, size_t length, Permission permission, bool (v8::PageAllocator::*change)(void*, size_t, Permission));

  v8::PageAllocator* inner_;
  std::mutex mutex_;
  std::map<uintptr_t, Region> regions_;
  std::atomic<int64_t> committed_{0};
};

}  // namespace ev8

#endif
