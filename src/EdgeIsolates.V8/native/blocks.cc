#include "blocks.h"

#include <cstdlib>

#include "containment.h"
#include "native_memory.h"

namespace ev8 {

struct BlockList::Block {
  BlockList* owner;
  Block* previous;
  Block* next;
  size_t size : 63;
  size_t in_arena : 1;

  void* data() { return this + 1; }
  static Block* Of(void* data) { return static_cast<Block*>(data) - 1; }
};

void* BlockList::Allocate(size_t size, bool zeroed) {
  static_assert(sizeof(Block) % 16 == 0, "the data behind the header must stay aligned");
  size_t total = size + sizeof(Block);
  if (total < size) return nullptr;
  ClosedFrame closed;
  bool in_arena = total >= arena_from_ && HasArena();
  auto* block = static_cast<Block*>(in_arena ? AllocateRaw(total, zeroed) : zeroed ? std::calloc(1, total) : std::malloc(total));
  if (block == nullptr) return nullptr;
  block->size = size;
  block->in_arena = in_arena;
  Link(block);
  return block->data();
}

void BlockList::Free(void* data) {
  if (data == nullptr) return;
  ClosedFrame closed;
  Block* block = Block::Of(data);
  if (block->owner != nullptr) block->owner->Unlink(block);
  Release(block);
}

void BlockList::Release(Block* block) {
  if (block->in_arena) {
    FreeRaw(block);
  } else {
    std::free(block);
  }
}

size_t BlockList::SizeOf(const void* data) { return (static_cast<const Block*>(data) - 1)->size; }

void BlockList::Link(Block* block) {
  std::lock_guard<std::mutex> hold(mutex_);
  block->owner = this;
  block->previous = nullptr;
  block->next = first_;
  if (first_ != nullptr) first_->previous = block;
  first_ = block;
  bytes_ += static_cast<int64_t>(block->size);
}

void BlockList::Unlink(Block* block) {
  std::lock_guard<std::mutex> hold(mutex_);
  if (block->previous != nullptr) block->previous->next = block->next;
  if (block->next != nullptr) block->next->previous = block->previous;
  if (first_ == block) first_ = block->next;
  bytes_ -= static_cast<int64_t>(block->size);
}

int64_t BlockList::FreeAll(size_t at_least) {
  std::lock_guard<std::mutex> hold(mutex_);
  int64_t freed = 0;
  for (Block* block = first_; block != nullptr;) {
    Block* next = block->next;
    block->owner = nullptr;
    if (block->size >= at_least) {
      freed += static_cast<int64_t>(block->size);
      Release(block);
    }
    block = next;
  }
  first_ = nullptr;
  bytes_ = 0;
  return freed;
}

void BlockList::Disown() {
  std::lock_guard<std::mutex> hold(mutex_);
  for (Block* block = first_; block != nullptr; block = block->next) block->owner = nullptr;
  first_ = nullptr;
  bytes_ = 0;
}

}  // namespace ev8
