#include "platform.h"

#include <ctime>

#include "isolate.h"
#include "pages.h"
#include "zones.h"

namespace ev8 {

static double Seconds(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double MonotonicSeconds() { return Seconds(CLOCK_MONOTONIC); }

void ForegroundTasks::Post(std::unique_ptr<v8::Task> task, double delay_seconds) {
  ev8_isolate* isolate = nullptr;
  {
    std::lock_guard<std::mutex> hold(mutex_);
    if (isolate_ == nullptr) return;
    isolate = isolate_;
    tasks_.emplace(MonotonicSeconds() + delay_seconds, std::move(task));
  }
  // A delayed task (V8's idle memory reducer) may wait for the next entry; whoever is inside runs the queue before leaving.
  if (delay_seconds == 0 && t_isolate != isolate) {
    ClosedFrame closed;
    callbacks.task_posted(isolate->owner);
  }
}

void ForegroundTasks::RunDue() {
  for (;;) {
    std::unique_ptr<v8::Task> task;
    {
      std::lock_guard<std::mutex> hold(mutex_);
      if (tasks_.empty() || tasks_.begin()->first > MonotonicSeconds()) return;
      task = std::move(tasks_.begin()->second);
      tasks_.erase(tasks_.begin());
    }
    task->Run();
  }
}

bool ForegroundTasks::HasDue() {
  std::lock_guard<std::mutex> hold(mutex_);
  return !tasks_.empty() && tasks_.begin()->first <= MonotonicSeconds();
}

void ForegroundTasks::Close() {
  std::multimap<double, std::unique_ptr<v8::Task>> dropped;
  std::lock_guard<std::mutex> hold(mutex_);
  isolate_ = nullptr;
  dropped.swap(tasks_);
}

namespace {

class SingleThreadedPlatform final : public v8::Platform {
 public:
  SingleThreadedPlatform() : pages_(inner_->GetPageAllocator()), orphans_(std::make_shared<ForegroundTasks>(nullptr)) {}

  v8::PageAllocator* GetPageAllocator() override { return &pages_; }
  int NumberOfWorkerThreads() override { return 0; }
  double MonotonicallyIncreasingTime() override { return MonotonicSeconds(); }
  double CurrentClockTimeMillis() override { return Seconds(CLOCK_REALTIME) * 1000; }
  v8::TracingController* GetTracingController() override { return inner_->GetTracingController(); }
  StackTracePrinter GetStackTracePrinter() override {
    return [] { Rescue("V8 failed a check"); };  // V8_Fatal prints a stack trace before it aborts
  }

#if V8_MAJOR_VERSION >= 12
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(v8::Isolate* isolate, v8::TaskPriority) override { return Tasks(isolate); }
  std::unique_ptr<v8::JobHandle> CreateJobImpl(v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job,
                                               const v8::SourceLocation&) override {
    return v8::platform::NewDefaultJobHandle(this, priority, std::move(job), 0);
  }
  void PostTaskOnWorkerThreadImpl(v8::TaskPriority, std::unique_ptr<v8::Task>, const v8::SourceLocation&) override {}
  void PostDelayedTaskOnWorkerThreadImpl(v8::TaskPriority, std::unique_ptr<v8::Task>, double, const v8::SourceLocation&) override {}
#else
  v8::ZoneBackingAllocator* GetZoneBackingAllocator() override { return &zones_; }
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(v8::Isolate* isolate) override { return Tasks(isolate); }
  std::unique_ptr<v8::JobHandle> PostJob(v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job) override {
    auto handle = CreateJob(priority, std::move(job));
    handle->NotifyConcurrencyIncrease();
    return handle;
  }
#if V8_MAJOR_VERSION >= 11
  std::unique_ptr<v8::JobHandle> CreateJob(v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job) override {
#else
  std::unique_ptr<v8::JobHandle> CreateJob(v8::TaskPriority priority, std::unique_ptr<v8::JobTask> job) {
#endif
    return v8::platform::NewDefaultJobHandle(this, priority, std::move(job), 0);
  }
  void CallOnWorkerThread(std::unique_ptr<v8::Task>) override {}
  void CallDelayedOnWorkerThread(std::unique_ptr<v8::Task>, double) override {}
#endif

 private:
  std::shared_ptr<v8::TaskRunner> Tasks(v8::Isolate* isolate) {
    auto* ours = static_cast<ev8_isolate*>(isolate->GetData(0));
    return ours != nullptr ? ours->tasks : orphans_;
  }

  std::unique_ptr<v8::Platform> inner_ = v8::platform::NewSingleThreadedDefaultPlatform();
  Pages pages_;
#if V8_MAJOR_VERSION < 12
  Zones zones_;
#endif
  std::shared_ptr<ForegroundTasks> orphans_;  // for snapshot building and the keeper, which run nothing later
};

}  // namespace

v8::Platform* NewPlatform() { return new SingleThreadedPlatform(); }

}  // namespace ev8
