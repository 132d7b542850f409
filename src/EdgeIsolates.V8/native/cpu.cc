#include "cpu.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "isolate.h"

namespace ev8 {

static constexpr int64_t kSampleNanoseconds = 2'000'000;
static constexpr auto kTick = std::chrono::milliseconds(2);
static constexpr int kIdleTicksBeforeSleep = 50;

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
  mark_.store(ThreadCpuNanoseconds(), std::memory_order_relaxed);
  clock_.store(ThisThreadsClock(), std::memory_order_relaxed);
  running_.store(true, std::memory_order_release);
  if (watchdog_sleeps.load(std::memory_order_relaxed)) WakeWatchdog();
}

void Cpu::Leave() {
  Charge(turn_);
  running_.store(false, std::memory_order_release);
  turn_ = 0;
}

void Cpu::Charge(int32_t request) {
  int64_t now = ThreadCpuNanoseconds();
  auto account = accounts_.find(request);
  if (account == accounts_.end()) account = accounts_.find(turn_);
  if (account != accounts_.end()) account->second.used_ns += now - mark_.load(std::memory_order_relaxed);
  mark_.store(now, std::memory_order_relaxed);
}

void Cpu::Switch(int32_t request) {
  if (request == turn_) return;
  Charge(turn_);
  turn_ = request;
}

int64_t Cpu::Used(int32_t request) const {
  auto account = accounts_.find(request);
  if (account == accounts_.end()) return 0;
  int64_t running = request == turn_ ? ThreadCpuNanoseconds() - mark_.load(std::memory_order_relaxed) : 0;
  return account->second.used_ns + running;
}

int64_t Cpu::End(int32_t request) {
  if (request == turn_) Charge(request);
  int64_t used = Used(request);
  accounts_.erase(request);
  return used;
}

bool Cpu::IsOver(int32_t request) const {
  auto account = accounts_.find(request);
  return account != accounts_.end() && account->second.limit_ns > 0 && account->second.used_ns > account->second.limit_ns;
}

bool Cpu::WantsSample() {
  if (!running_.load(std::memory_order_acquire) || asked_.load(std::memory_order_relaxed)) return false;
  int64_t mark = mark_.load(std::memory_order_relaxed);
  int64_t now = Nanoseconds(clock_.load(std::memory_order_relaxed));
  if (now - mark < kSampleNanoseconds) return false;
  asked_.store(true, std::memory_order_relaxed);
  return true;
}

// Runs on the isolate's thread at V8's next stack check.
static void Sample(v8::Isolate* v8_isolate, void* data) {
  auto* isolate = static_cast<ev8_isolate*>(data);
  isolate->cpu.Sampled();
  v8::HandleScope handles(v8_isolate);
  int32_t request = CurrentRequest(isolate);
  if (request == 0) request = isolate->cpu.turn();
  isolate->cpu.Charge(request);
  bool over = isolate->cpu.IsOver(request);
  if (!over && isolate->cpu.condemned != request) return;
  isolate->cpu.stopped = request;
  isolate->StopFor(over ? EV8_REASON_CPU : EV8_REASON_HOST);
}

namespace {

class Watchdog {
 public:
  Watchdog() : thread_([this] { Run(); }) { thread_.detach(); }

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
      if (!isolate->cpu.WantsSample()) continue;
      isolate->isolate->RequestInterrupt(Sample, isolate);
      any = true;
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
void AskFor(ev8_isolate* isolate) { TheWatchdog().Ask(isolate); }

}  // namespace ev8
