#include "containment.h"

#include <csignal>
#include <cstring>
#include <new>

#include "isolate.h"

namespace ev8 {

thread_local Frame* t_frame = nullptr;

static struct sigaction previous_trap;
static std::new_handler previous_new_handler;

void Rescue(const char* why) {
  Frame* frame = t_frame;
  if (frame == nullptr || !frame->open) return;
  std::strncpy(frame->isolate->lost_text, why, sizeof frame->isolate->lost_text - 1);
  siglongjmp(frame->jump, 1);
}

// Generated code and CHECKs that V8 compiles to `int3` end here.
static void OnTrap(int signal, siginfo_t* info, void* context) {
  Rescue("trap in generated code");
  if ((previous_trap.sa_flags & SA_SIGINFO) != 0 && previous_trap.sa_sigaction != nullptr) {
    previous_trap.sa_sigaction(signal, info, context);
  } else {
    sigaction(SIGTRAP, &previous_trap, nullptr);
  }
}

static void OnNewFailed() {
  Rescue("native memory is exhausted");
  if (previous_new_handler != nullptr) {
    previous_new_handler();
  } else {
    std::set_new_handler(nullptr);  // the next try throws std::bad_alloc, as without us
  }
}

void InstallDoors() {
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_sigaction = OnTrap;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;  // NODEFER: the jump leaves the handler without restoring the mask
  sigaction(SIGTRAP, &action, &previous_trap);
  previous_new_handler = std::set_new_handler(OnNewFailed);
}

bool IsLost(const ev8_isolate* isolate) { return isolate->lost.load(std::memory_order_acquire); }

void Abandon(ev8_isolate* isolate) { isolate->BecomeLost(); }

}  // namespace ev8

void V8_Fatal(const char* format, ...);  // v8/src/base/logging.h, where failed checks end

ev8_status ev8_fail(ev8_isolate* isolate, int32_t door) noexcept {
  return ev8::Contained(isolate, [&] {
    switch (door) {
      case EV8_DOOR_FATAL_ERROR: v8::MaybeLocal<v8::Value>().ToLocalChecked(); break;
      case EV8_DOOR_FAILED_CHECK: V8_Fatal("failed on purpose"); break;
      case EV8_DOOR_TRAP: asm volatile("int3"); break;
      case EV8_DOOR_NATIVE_MEMORY: ::operator delete(::operator new(PTRDIFF_MAX)); break;
      default: break;
    }
    return EV8_INVALID;
  });
}
