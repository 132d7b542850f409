// V8 without threads of its own.
//
// Idea: every piece of V8's work (garbage collection, compilation, tasks) runs on the thread that is in the isolate.
// Why: a fatal error on a helper thread has no frame to be contained by (containment.h); helper time is charged to no request; and a host with
// many isolates has no idle cores for helpers anyway. V8 runs with --single-threaded, so it posts worker tasks only by mistake: those are dropped.
// Foreground tasks wait in the isolate's queue until it is next entered; the host is told that there is one.
#ifndef EDGE_V8_PLATFORM_H_
#define EDGE_V8_PLATFORM_H_

#include <deque>
#include <map>
#include <memory>
#include <mutex>

#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

class ForegroundTasks : public v8::TaskRunner {
 public:
  explicit ForegroundTasks(ev8_isolate* isolate) : isolate_(isolate) {}

  bool NonNestableTasksEnabled() const override { return true; }
  bool NonNestableDelayedTasksEnabled() const override { return true; }
  bool IdleTasksEnabled() override { return false; }

  void RunDue();  // on the isolate's thread
  bool HasDue();
  void Close();   // drops what waits and all that comes later

#if V8_MAJOR_VERSION >= 12
 protected:
  void PostTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation&) override { Post(std::move(task), 0); }
  void PostNonNestableTaskImpl(std::unique_ptr<v8::Task> task, const v8::SourceLocation&) override { Post(std::move(task), 0); }
  void PostDelayedTaskImpl(std::unique_ptr<v8::Task> task, double delay, const v8::SourceLocation&) override { Post(std::move(task), delay); }
  void PostNonNestableDelayedTaskImpl(std::unique_ptr<v8::Task> task, double delay, const v8::SourceLocation&) override {
    Post(std::move(task), delay);
  }
  void PostIdleTaskImpl(std::unique_ptr<v8::IdleTask>, const v8::SourceLocation&) override {}
#else
  void PostTask(std::unique_ptr<v8::Task> task) override { Post(std::move(task), 0); }
  void PostNonNestableTask(std::unique_ptr<v8::Task> task) override { Post(std::move(task), 0); }
  void PostDelayedTask(std::unique_ptr<v8::Task> task, double delay) override { Post(std::move(task), delay); }
  void PostNonNestableDelayedTask(std::unique_ptr<v8::Task> task, double delay) override { Post(std::move(task), delay); }
  void PostIdleTask(std::unique_ptr<v8::IdleTask>) override {}
#endif

 private:
  void Post(std::unique_ptr<v8::Task> task, double delay_seconds);

  ev8_isolate* isolate_;  // null once closed
  std::mutex mutex_;
  std::multimap<double, std::unique_ptr<v8::Task>> tasks_;  // by due time, in seconds
};

v8::Platform* NewPlatform();
double MonotonicSeconds();

}  // namespace ev8

#endif
