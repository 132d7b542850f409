// Fatal errors are contained.
//
// When V8 gives up (out of memory, a failed CHECK, a trap in generated code) it means to abort the process. Every door to that end calls
// `Rescue` first, which jumps back to the innermost frame of `Contained` on this thread; the isolate is then lost.
//
// Rules
// - V8 runs only inside `Contained`, and V8 has no threads of its own (see platform.h): so the thread that hits a door has a frame to go to.
// - A jump never crosses a managed frame. While a managed callback runs, its frame is closed (`ClosedFrame`); a native function called from
//   there opens a frame of its own, and the callback's caller passes the loss on when it sees `lost`.
// - A lost isolate is never entered or disposed: its locks, lists and heap may be in any state. Its pages are given back (pages.h).
// Without this one tenant's `new Array(5e8).fill(0)` ends the process for all.
#ifndef EDGE_V8_CONTAINMENT_H_
#define EDGE_V8_CONTAINMENT_H_

#include <csetjmp>

#include "edge_v8.h"
#include "held_locks.h"

namespace ev8 {

struct Frame {
  sigjmp_buf jump;
  Frame* previous;
  ev8_isolate* isolate;
  int locks_held;  // of V8, when the frame was opened
  bool open;
};

extern thread_local Frame* t_frame;

void InstallDoors();
void Rescue(const char* why);  // returns only when no open frame is there to go to
bool IsLost(const ev8_isolate* isolate);
void Abandon(ev8_isolate* isolate);

template <class Body>
ev8_status Contained(ev8_isolate* isolate, Body&& body) noexcept {
  if (IsLost(isolate)) return EV8_LOST;
  Frame frame;
  frame.previous = t_frame;
  frame.isolate = isolate;
  frame.locks_held = t_locks.count;
  frame.open = true;
  if (__builtin_expect(sigsetjmp(frame.jump, 0) != 0, 0)) {
    t_frame = frame.previous;
    ReleaseLocksAbove(frame.locks_held);
    Abandon(frame.isolate);
    return EV8_LOST;
  }
  t_frame = &frame;
  ev8_status status = body();
  t_frame = frame.previous;
  return status;
}

// Closes the current frame while a managed callback, or a section under one of our own locks, is on the stack.
class ClosedFrame {
 public:
  ClosedFrame() : frame_(t_frame) {
    if (frame_ == nullptr) return;
    was_open_ = frame_->open;
    frame_->open = false;
  }
  ~ClosedFrame() {
    if (frame_ != nullptr) frame_->open = was_open_;
  }
  ClosedFrame(const ClosedFrame&) = delete;
  ClosedFrame& operator=(const ClosedFrame&) = delete;

 private:
  Frame* frame_;
  bool was_open_ = false;
};

}  // namespace ev8

#endif
