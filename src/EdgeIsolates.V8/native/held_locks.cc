#include "held_locks.h"

#include <algorithm>

namespace ev8 {

thread_local HeldLocks t_locks;

static void Note(pthread_mutex_t* mutex) {
  if (t_locks.count < HeldLocks::kMost) t_locks.locks[t_locks.count] = mutex;
  t_locks.count++;
}

int LockMutex(pthread_mutex_t* mutex) {
  int result = pthread_mutex_lock(mutex);
  if (result == 0) Note(mutex);
  return result;
}

int TryLockMutex(pthread_mutex_t* mutex) {
  int result = pthread_mutex_trylock(mutex);
  if (result == 0) Note(mutex);
  return result;
}

// Mostly the one taken last; else those above it move down.
int UnlockMutex(pthread_mutex_t* mutex) {
  int known = std::min(t_locks.count, HeldLocks::kMost);
  pthread_mutex_t** end = t_locks.locks + known;
  pthread_mutex_t** found = end;
  for (pthread_mutex_t** candidate = end; candidate != t_locks.locks && found == end; candidate--) {
    if (candidate[-1] == mutex) found = candidate - 1;
  }
  if (found != end) std::copy(found + 1, end, found);
  if (found != end || t_locks.count > known) t_locks.count--;
  return pthread_mutex_unlock(mutex);
}

void ReleaseLocksAbove(int count) {
  for (int index = std::min(t_locks.count, HeldLocks::kMost) - 1; index >= count; index--) pthread_mutex_unlock(t_locks.locks[index]);
  t_locks.count = count;
}

}  // namespace ev8
