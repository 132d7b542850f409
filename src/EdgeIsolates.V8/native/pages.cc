#include "pages.h"

#include <sys/mman.h>

#include <algorithm>

#include "isolate.h"

namespace ev8 {

static constexpr size_t kPage = 4096;
static constexpr size_t kWasmAlignment = 64 * 1024;
static constexpr size_t kCodeReservation = 64 << 20;
static Pages* instance;

Pages::Pages(v8::PageAllocator* inner) : inner_(inner) { instance = this; }

void* Pages::AllocatePages(void* address, size_t length, size_t alignment, Permission permission) {
  bool accessible = permission != kNoAccess && permission != kNoAccessWillJitLater;
  if (accessible && t_isolate != nullptr && !t_isolate->AdmitsPages(static_cast<int64_t>(length))) return nullptr;
  void* base = inner_->AllocatePages(address, length, alignment, permission);
  if (base == nullptr) return nullptr;
  ClosedFrame closed;
  std::lock_guard<std::mutex> hold(mutex_);
  Region& region = regions_[reinterpret_cast<uintptr_t>(base)];
  bool being_made = t_isolate != nullptr && t_isolate->context.IsEmpty();
  region = Region{length, alignment, t_isolate, std::vector<uint64_t>((length / kPage + 63) / 64)};
  if (t_isolate != nullptr) ++t_isolate->regions;
  if (being_made && length >= kCodeReservation) {
    t_isolate->code_begin = reinterpret_cast<uintptr_t>(base);
    t_isolate->code_end = t_isolate->code_begin + length;
  }
  if (accessible) Count(&region, Mark(&region, 0, length, true));
  return base;
}

bool Pages::FreePages(void* address, size_t length) {
  ClosedFrame closed;
  std::lock_guard<std::mutex> hold(mutex_);
  auto found = regions_.find(reinterpret_cast<uintptr_t>(address));
  if (found != regions_.end()) {
    Count(&found->second, Mark(&found->second, 0, found->second.length, false));
    if (found->second.owner != nullptr) --found->second.owner->regions;
    regions_.erase(found);
  }
  return inner_->FreePages(address, length);
}

bool Pages::ReleasePages(void* address, size_t length, size_t new_length) {
  ClosedFrame closed;
  std::lock_guard<std::mutex> hold(mutex_);
  uintptr_t base = 0;
  Region* region = Find(reinterpret_cast<uintptr_t>(address), &base);
  if (region != nullptr) {
    size_t offset = reinterpret_cast<uintptr_t>(address) - base;
    Count(region, Mark(region, offset + new_length, length - new_length, false));
    region->length = offset + new_length;
  }
  return inner_->ReleasePages(address, length, new_length);
}

bool Pages::SetPermissions(void* address, size_t length, Permission permission) {
  return Change(address, length, permission, &v8::PageAllocator::SetPermissions);
}

#if V8_MAJOR_VERSION >= 11
bool Pages::RecommitPages(void* address, size_t length, Permission permission) {
  return Change(address, length, permission, &v8::PageAllocator::RecommitPages);
}
#endif

bool Pages::DecommitPages(void* address, size_t size) {
  ClosedFrame closed;
  std::lock_guard<std::mutex> hold(mutex_);
  uintptr_t base = 0;
  Region* region = Find(reinterpret_cast<uintptr_t>(address), &base);
  if (region != nullptr) Count(region, Mark(region, reinterpret_cast<uintptr_t>(address) - base, size, false));
  return inner_->DecommitPages(address, size);
}

bool Pages::Change(void* address, size_t length, Permission permission,
                   bool (v8::PageAllocator::*change)(void*, size_t, Permission)) {
  ClosedFrame closed;
  std::lock_guard<std::mutex> hold(mutex_);
  uintptr_t base = 0;
  Region* region = Find(reinterpret_cast<uintptr_t>(address), &base);
  if (region == nullptr) return (inner_->*change)(address, length, permission);
  // V8 13 makes its whole reservation for code executable at once and touches the pages later.
  if (permission == kReadWriteExecute && length >= kCodeReservation) return (inner_->*change)(address, length, permission);
  bool accessible = permission != kNoAccess && permission != kNoAccessWillJitLater;
  size_t offset = reinterpret_cast<uintptr_t>(address) - base;
  if (accessible && !Admit(region, offset, length)) return false;
  if (!(inner_->*change)(address, length, permission)) return false;
  Count(region, Mark(region, offset, length, accessible));
  return true;
}

// V8 aligns WebAssembly memories to their page size, and its own chunks to 256 KB.
bool Pages::IsWasmMemory(const Region& region) { return region.alignment == kWasmAlignment; }

Pages::Region* Pages::Find(uintptr_t address, uintptr_t* base) {
  auto after = regions_.upper_bound(address);
  if (after == regions_.begin()) return nullptr;
  auto found = std::prev(after);
  if (address >= found->first + found->second.length) return nullptr;
  *base = found->first;
  return &found->second;
}

// Visits the words of the bitmap that a range touches, each with the bits of the range in it.
template <class Visit>
void Pages::ForEachWord(Region* region, size_t offset, size_t length, Visit&& visit) {
  size_t end = std::min((offset + length + kPage - 1) / kPage, region->committed.size() * 64);
  for (size_t page = offset / kPage; page < end;) {
    size_t run = std::min<size_t>(64 - page % 64, end - page);
    uint64_t bits = (run == 64 ? ~uint64_t{0} : ((uint64_t{1} << run) - 1)) << (page % 64);
    visit(region->committed[page / 64], bits);
    page += run;
  }
}

// Answers by how many bytes the committed size changed.
int64_t Pages::Mark(Region* region, size_t offset, size_t length, bool commit) {
  int64_t changed = 0;
  ForEachWord(region, offset, length, [&](uint64_t& word, uint64_t bits) {
    uint64_t flips = commit ? bits & ~word : bits & word;
    word ^= flips;
    changed += __builtin_popcountll(flips);
  });
  return (commit ? changed : -changed) * static_cast<int64_t>(kPage);
}

bool Pages::Admit(Region* region, size_t offset, size_t length) {
  if (region->owner == nullptr) return true;
  int64_t fresh = 0;
  ForEachWord(region, offset, length, [&](uint64_t word, uint64_t bits) { fresh += __builtin_popcountll(bits & ~word); });
  if (fresh == 0) return true;
  int64_t bytes = fresh * static_cast<int64_t>(kPage);
  return IsWasmMemory(*region) ? region->owner->AdmitsWasm(bytes) : region->owner->AdmitsPages(bytes);
}

void Pages::Count(Region* region, int64_t delta) {
  committed_ += delta;
  if (region->owner == nullptr) return;
  region->owner->page_bytes += delta;
  if (IsWasmMemory(*region)) region->owner->wasm_bytes += delta;
}

int64_t Pages::Reclaim(ev8_isolate* isolate) {
  std::lock_guard<std::mutex> hold(instance->mutex_);
  int64_t reclaimed = 0;
  for (auto& [base, region] : instance->regions_) {
    if (region.owner != isolate) continue;
    if (madvise(reinterpret_cast<void*>(base), region.length, MADV_DONTNEED) != 0) continue;
    int64_t bytes = -instance->Mark(&region, 0, region.length, false);
    instance->Count(&region, -bytes);
    reclaimed += bytes;
  }
  return reclaimed;
}

bool Pages::IsCode(const ev8_isolate* isolate, uintptr_t address) { return address >= isolate->code_begin && address < isolate->code_end; }

// An isolate that was disposed has usually freed all of its regions, and a host has tens of thousands.
void Pages::Disown(ev8_isolate* isolate) {
  std::lock_guard<std::mutex> hold(instance->mutex_);
  for (auto region = instance->regions_.begin(); isolate->regions > 0 && region != instance->regions_.end(); ++region) {
    if (region->second.owner != isolate) continue;
    region->second.owner = nullptr;
    --isolate->regions;
  }
}

int64_t Pages::CommittedBytes() { return instance->committed_; }

}  // namespace ev8
