// What JavaScript threw, told without running any of the tenant's code: no getter, no toString, no prepareStackTrace.
// Frames of the snapshot's own scripts (named `edge:…`) are left out, so that an error points into the tenant's source.
#ifndef EDGE_V8_ERRORS_H_
#define EDGE_V8_ERRORS_H_

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

class Errors {
 public:
  void Install(v8::Isolate* isolate);
  void Clear();

  void Capture(ev8_isolate* isolate, const v8::TryCatch& caught);
  void Describe(ev8_isolate* isolate, v8::Local<v8::Value> value);
  void Describe(ev8_isolate* isolate, v8::Local<v8::Message> message, v8::Local<v8::Value> value);
  void CaptureStop(ev8_isolate* isolate);  // where it is being stopped
  bool TakeStop() { return std::exchange(has_stop_, false); }
  bool TakeRejection(ev8_isolate* isolate, ev8_local* promise, ev8_local* reason);
  bool TakeLateHandler(ev8_isolate* isolate, int32_t* request, ev8_local* promise, ev8_local* reason);
  void Write(ev8_error* error);  // valid until the next error is described

 private:
  struct Frame {
    std::string function;
    std::string script;
    int line;
    int column;
  };
  struct Rejection {
    v8::Global<v8::Promise> promise;  // knows what it was rejected with
    int32_t request;
  };
  using Rejections = std::deque<Rejection>;

  static void OnRejected(v8::PromiseRejectMessage message);
  void OnHandled(v8::Local<v8::Promise> promise);
  void AddFrames(v8::Isolate* isolate, v8::Local<v8::StackTrace> trace);
  void AskSnapshot(ev8_isolate* isolate, v8::Local<v8::Value> value);
  void SplitName(std::string text);

  std::string name_;
  std::string message_;
  std::string script_;
  std::string source_line_;
  int line_ = 0;
  int column_ = 0;
  int32_t request_ = 0;
  bool has_stop_ = false;
  std::vector<Frame> frames_;
  std::vector<ev8_frame> wire_;
  Rejections rejections_;  // to tell
  Rejections told_;        // weak: handlers may still come
  Rejections handled_;     // told, and then they came
};

std::string ToUtf8(v8::Isolate* isolate, v8::Local<v8::Value> text, size_t most = 16 * 1024);

}  // namespace ev8

#endif
