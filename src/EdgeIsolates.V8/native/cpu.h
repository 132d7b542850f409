// CPU time by request, and its limit.
//
// Idea: the thread's CPU clock is read when the isolate is entered and left and when the host switches to another request; what passed is charged to
// the request whose turn it was. The turn follows promise continuations: V8 keeps the request's number beside each reaction.
// - A running entry is sampled: the watchdog (one thread for all isolates) asks V8 to interrupt it every few milliseconds of its CPU time, and the
//   isolate's own thread then reads the clock and whose continuation runs, charges it, and stops it when it is over. So only the thread that burns
//   judges, by its own CPU clock: a busy machine or a waiting request costs nobody anything.
// - What a request's own call burns is its own, exactly. What promise reactions burn is exact too while one request is open; while several are, it
//   waits (`loose`) until a sample sees whose reaction runs, or a request ends: an error of at most a sample or so per request.
// - Entries shorter than a sample cost a few clock reads and no lock.
// - Some built-ins never look (`[].indexOf.call({length: 2 ** 53 - 1}, 1)` runs for years and needs no memory). When a request is over its limit and has not
//   looked for a while, the watchdog terminates it without being able to ask whose continuation runs; if that is not heard either, it signals the thread, and the handler jumps out through the door of fatal errors: the isolate is lost
//   (containment.h). It jumps only from libnode's own code or code of the isolate, with an open frame: never out of malloc, of our locks or of the host.
// Without sampling, work that one request resolves for another would all be charged to whoever came first.
#ifndef EDGE_V8_CPU_H_
#define EDGE_V8_CPU_H_

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "edge_v8.h"

namespace ev8 {

int64_t ThreadCpuNanoseconds();

class Cpu {
 public:
  struct Account {
    int64_t used_ns = 0;
    int64_t limit_ns = 0;  // 0: none
  };

  void Begin(int32_t request, int64_t limit_ns) { accounts_[request] = Account{0, limit_ns}; }
  int64_t Used(int32_t request) const;
  int64_t End(int32_t request);

  // On the isolate's thread.
  void Enter();
  void Leave();
  int32_t PayerOf(int32_t request) const;  // whose turn it is when the request has ended
  void Charge(int32_t request);            // what passed since the last look
  bool ChargeHost(int32_t request, int64_t ns);  // CPU time of another thread; true when the request is over its limit
  void Switch(int32_t request);
  bool BeginReactions();  // true when a sample is due at once
  void EndReactions();
  void Condemn(int32_t request);  // any thread
  bool IsCondemned(int32_t request) const;
  void Settle();
  int32_t turn() const { return turn_; }
  bool IsOver(int32_t request) const;

  bool LookAfter(ev8_isolate* isolate);  // the watchdog's tick; false when nobody is inside
  void Sampled() { asked_ = false; }
  bool Found() { return hunted_.exchange(false); }  // whether the watchdog's signal is for this entry

  std::atomic<int32_t> stopped{0};      // which request the last termination was for

 private:
  void SetEnd();

  std::unordered_map<int32_t, Account> accounts_;
  std::atomic<int32_t> turn_{0};
  bool in_reactions_ = false;
  std::atomic<int64_t> loose_ns_{0};
  mutable std::mutex condemned_mutex_;
  std::vector<int32_t> condemned_;  // those that the host wants stopped
  std::atomic<bool> any_condemned_{false};
  // The entry as the watchdog sees it: begins and ends under `watch_mutex_`.
  std::mutex watch_mutex_;
  std::atomic<bool> running_{false};
  std::atomic<bool> asked_{false};   // to look
  std::atomic<bool> hunted_{false};  // a signal is under way
  std::atomic<clockid_t> clock_{0};
  std::atomic<int64_t> mark_{0};  // the thread's CPU clock at the last look
  std::atomic<int64_t> end_{INT64_MAX};  // and at which whose turn it is will be over its limit
  std::atomic<int64_t> asked_at_{0};
  std::atomic<pthread_t> thread_{0};
};

// The watchdog.
void Watch(ev8_isolate* isolate);
void Unwatch(ev8_isolate* isolate);
void WakeWatchdog();
void AskFor(ev8_isolate* isolate);         // a sample soon; any thread
void RequestSample(ev8_isolate* isolate);  // on its own thread

}  // namespace ev8

#endif
