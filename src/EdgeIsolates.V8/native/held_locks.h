// The mutexes that V8 holds on this thread.
//
// Idea: libnode's imports of pthread_mutex_lock and its kin point here (native_memory.cc), which keeps a list per thread. When a fatal error is contained,
// the jump runs no destructors; what was locked above the frame is then unlocked by the list. Without that a loss inside one of V8's process-wide
// critical sections (its WebAssembly engine has one that every new isolate takes) would stop the whole host. A thread that holds one is not
// jumped out of by the watchdog.
#ifndef EDGE_V8_HELD_LOCKS_H_
#define EDGE_V8_HELD_LOCKS_H_

#include <pthread.h>

namespace ev8 {

struct HeldLocks {
  static constexpr int kMost = 32;
  pthread_mutex_t* locks[kMost];
  int count = 0;  // may exceed kMost: those beyond are not known by name
};

extern thread_local HeldLocks t_locks;

void ReleaseLocksAbove(int count);

// In place of libnode's imports.
int LockMutex(pthread_mutex_t* mutex);
int TryLockMutex(pthread_mutex_t* mutex);
int UnlockMutex(pthread_mutex_t* mutex);

}  // namespace ev8

#endif
