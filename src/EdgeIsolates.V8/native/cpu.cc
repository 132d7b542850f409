#include "cpu.h"

#include <pthread.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

#include <csignal>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "imports.h"
#include "isolate.h"
#include "pages.h"

namespace ev8 {

static constexpr int64_t kSampleNanoseconds = 2'000'000;
static constexpr auto kTick = std::chrono::milliseconds(2);
static constexpr int kIdleTicksBeforeSleep = 50;
static constexpr int64_t kSoonEnough = 6'000'000;
static constexpr int64_t kPatience = 40'000'000;
static const int kSignal = SIGRTMIN + 9;

static int64_t Nanoseconds(clockid_t clock) {
  timespec now;
  if (clock_gettime(clock, &now) != 0) return 0;
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

int64_t ThreadCpuNanoseconds() { return Nanoseconds(CLOCK_THREAD_CPUTIME_ID); }

static clockid_t ThisThreadsClock() {
  static thread_local clockid_t clock = [] {
    clockid_t id = 0;
    pthread_getcpuclockid(pthread_self(), &id);
    return id;
  }();
  return clock;
}

static std::atomic<bool> watchdog_sleeps{true};

void Cpu::Enter() {
  {
    std::lock_guard<std::mutex> hold(watch_mutex_);
    mark_ = ThreadCpuNanoseconds();
    clock_ = ThisThreadsClock();
    thread_ = pthread_self();
    asked_ = false;  // V8 forgets an interrupt that came after the last entry's last look
    hunted_ = false;
    SetEnd();
    running_ = true;
  }
  if (watchdog_sleeps.load(std::memory_order_relaxed)) WakeWatchdog();
}

void Cpu::Leave() {
  std::lock_guard<std::mutex> hold(watch_mutex_);
  Charge(turn_);
  running_ = false;
  hunted_ = false;
  turn_ = 0;
}

int32_t Cpu::PayerOf(int32_t request) const { return accounts_.count(request) != 0 ? request : turn_.load(std::memory_order_relaxed); }

void Cpu::Charge(int32_t request) {
  int64_t now = ThreadCpuNanoseconds();
  int64_t passed = now - mark_.load(std::memory_order_relaxed);
  if (in_reactions_) passed += loose_ns_.exchange(0, std::memory_order_relaxed);
  auto account = accounts_.find(PayerOf(request));
  if (account != accounts_.end()) account->second.used_ns += passed;
  mark_.store(now, std::memory_order_relaxed);
  SetEnd();
}

bool Cpu::ChargeHost(int32_t request, int64_t ns) {
  auto account = accounts_.find(request);
  if (account == accounts_.end()) return false;
  account->second.used_ns += ns;
  SetEnd();
  return IsOver(request);
}

bool Cpu::BeginReactions() {
  if (accounts_.size() <= 1) return false;
  Charge(turn_);
  in_reactions_ = true;
  return loose_ns_.load(std::memory_order_relaxed) >= kSampleNanoseconds;
}

void Cpu::EndReactions() {
  if (!in_reactions_) return;
  int64_t now = ThreadCpuNanoseconds();
  loose_ns_ += now - mark_.load(std::memory_order_relaxed);
  mark_.store(now, std::memory_order_relaxed);
  in_reactions_ = false;
}

void Cpu::Condemn(int32_t request) {
  std::lock_guard<std::mutex> hold(condemned_mutex_);
  condemned_.push_back(request);
  any_condemned_ = true;
}

bool Cpu::IsCondemned(int32_t request) const {
  if (request == 0 || !any_condemned_.load(std::memory_order_relaxed)) return false;
  std::lock_guard<std::mutex> hold(condemned_mutex_);
  return std::find(condemned_.begin(), condemned_.end(), request) != condemned_.end();
}

void Cpu::Settle() {
  stopped = 0;
  in_reactions_ = false;
}

void Cpu::SetEnd() {
  auto account = accounts_.find(turn_);
  bool limited = account != accounts_.end() && account->second.limit_ns > 0;
  end_.store(limited ? mark_ + account->second.limit_ns - account->second.used_ns : INT64_MAX, std::memory_order_relaxed);
}

void Cpu::Switch(int32_t request) {
  if (request == turn_) return;
  Charge(turn_);
  turn_ = request;
  SetEnd();
}

int64_t Cpu::Used(int32_t request) const {
  auto account = accounts_.find(request);
  if (account == accounts_.end()) return 0;
  int64_t running = request == turn_ ? ThreadCpuNanoseconds() - mark_.load(std::memory_order_relaxed) : 0;
  return account->second.used_ns + running;
}

int64_t Cpu::End(int32_t request) {
  if (request == turn_) Charge(request);
  int64_t used = Used(request) + loose_ns_.exchange(0, std::memory_order_relaxed);
  accounts_.erase(request);
  std::lock_guard<std::mutex> hold(condemned_mutex_);
  condemned_.erase(std::remove(condemned_.begin(), condemned_.end(), request), condemned_.end());
  any_condemned_ = !condemned_.empty();
  return used;
}

bool Cpu::IsOver(int32_t request) const {
  auto account = accounts_.find(request);
  return account != accounts_.end() && account->second.limit_ns > 0 && account->second.used_ns > account->second.limit_ns;
}

// The thread cannot leave the isolate, nor another enter it, while the watchdog decides and acts.
bool Cpu::LookAfter(ev8_isolate* isolate) {
  std::lock_guard<std::mutex> hold(watch_mutex_);
  if (!running_) return false;
  int64_t now = Nanoseconds(clock_);
  bool due = now > end_ || IsCondemned(turn_);
  if (!asked_) {
    if (now - mark_ + loose_ns_ < kSampleNanoseconds) return true;
    asked_ = true;
    asked_at_ = now;
    RequestSample(isolate);
    return true;
  }
  int64_t waited = now - asked_at_;
  if (due && waited > kSoonEnough && isolate->Settled()) {
    stopped = turn_.load();
    isolate->StopFor(IsCondemned(turn_) ? EV8_REASON_HOST : EV8_REASON_CPU);
    asked_at_ = now;  // those that look for termination get their time to see it
    return true;
  }
  bool must_go = due || isolate->reason == EV8_REASON_HOST;
  if (must_go && waited > kPatience && !isolate->Settled() && !hunted_.exchange(true)) pthread_kill(thread_, kSignal);
  return true;
}

// Runs on the isolate's thread at V8's next stack check.
static void Sample(v8::Isolate* v8_isolate, void* data) {
  auto* isolate = static_cast<ev8_isolate*>(data);
  isolate->cpu.Sampled();
  v8::HandleScope handles(v8_isolate);
  int32_t request = CurrentRequest(isolate);
  request = isolate->cpu.PayerOf(request);
  isolate->cpu.Charge(request);
  bool over = isolate->cpu.IsOver(request);
  if (!over && !isolate->cpu.IsCondemned(request)) return;
  isolate->cpu.stopped = request;
  isolate->errors.CaptureStop(isolate);
  isolate->StopFor(over ? EV8_REASON_CPU : EV8_REASON_HOST);
}

// On the thread of an entry that did not look. Out of place it does nothing, and the watchdog sends it again.
static void OnDeaf(int, siginfo_t*, void* context) {
  ev8_isolate* isolate = t_isolate;
  if (isolate == nullptr || !isolate->cpu.Found()) return;
  auto at = static_cast<uintptr_t>(static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
  if (t_frame == nullptr || t_locks.count > t_frame->locks_held || isolate->collecting || (!IsCodeOfV8(at) && !Pages::IsCode(isolate, at))) return;
  // The jump does not restore the mask. It is opened here and not by SA_NODEFER: a thread that waits for its turn would stack up handlers.
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, kSignal);
  pthread_sigmask(SIG_UNBLOCK, &ours, nullptr);
  Rescue("a built-in that cannot be interrupted ran past the CPU limit");
}

namespace {

class Watchdog {
 public:
  Watchdog() : thread_([this] { Run(); }) {
    thread_.detach();
    struct sigaction action {};
    action.sa_sigaction = OnDeaf;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigaction(kSignal, &action, nullptr);
  }

  void Add(ev8_isolate* isolate) {
    std::lock_guard<std::mutex> hold(mutex_);
    isolates_.push_back(isolate);
  }

  void Remove(ev8_isolate* isolate) {
    std::lock_guard<std::mutex> hold(mutex_);
    auto found = std::find(isolates_.begin(), isolates_.end(), isolate);
    if (found == isolates_.end()) return;
    *found = isolates_.back();
    isolates_.pop_back();
  }

  void Ask(ev8_isolate* isolate) {
    std::lock_guard<std::mutex> hold(mutex_);
    if (std::find(isolates_.begin(), isolates_.end(), isolate) != isolates_.end()) isolate->isolate->RequestInterrupt(Sample, isolate);
  }

  void Wake() {
    std::lock_guard<std::mutex> hold(mutex_);
    if (!watchdog_sleeps) return;
    watchdog_sleeps = false;
    awake_.notify_one();
  }

 private:
  void Run() {
    pthread_setname_np(pthread_self(), "edge-watchdog");
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), -15);  // where it may: on a busy machine it must not queue behind those it watches
    std::unique_lock<std::mutex> hold(mutex_);
    int idle_ticks = 0;
    for (;;) {
      if (idle_ticks > kIdleTicksBeforeSleep) {
        watchdog_sleeps = true;
        awake_.wait(hold, [] { return !watchdog_sleeps; });
        idle_ticks = 0;
      }
      awake_.wait_for(hold, kTick);
      idle_ticks = AskAll() ? 0 : idle_ticks + 1;
    }
  }

  bool AskAll() {
    bool any = false;
    for (ev8_isolate* isolate : isolates_) {
      any = isolate->cpu.LookAfter(isolate) || any;
    }
    return any;
  }

  std::mutex mutex_;
  std::condition_variable awake_;
  std::vector<ev8_isolate*> isolates_;
  std::thread thread_;
};

Watchdog& TheWatchdog() {
  static auto* watchdog = new Watchdog();  // never destroyed: it outlives every isolate
  return *watchdog;
}

}  // namespace

void Watch(ev8_isolate* isolate) { TheWatchdog().Add(isolate); }
void Unwatch(ev8_isolate* isolate) { TheWatchdog().Remove(isolate); }
void WakeWatchdog() { TheWatchdog().Wake(); }
void RequestSample(ev8_isolate* isolate) { isolate->isolate->RequestInterrupt(Sample, isolate); }
void AskFor(ev8_isolate* isolate) { TheWatchdog().Ask(isolate); }

}  // namespace ev8
