#include "errors.h"

#include <algorithm>
#include <cctype>

#include "isolate.h"
#include "values.h"

namespace ev8 {

static constexpr size_t kMostRejections = 1000;  // a flood of them is told by its first thousand
static constexpr const char* kOwnScripts = "edge:";

static ev8_text Text(const std::string& text) { return {text.data(), static_cast<int64_t>(text.size())}; }

std::string ToUtf8(v8::Isolate* isolate, v8::Local<v8::Value> value, size_t most) {
  if (value.IsEmpty() || !value->IsString()) return std::string();
  v8::Local<v8::String> text = value.As<v8::String>();
  std::string result(std::min(most, static_cast<size_t>(text->Length()) * 3), '\0');
  result.resize(WriteUtf8(isolate, text, result.data(), result.size()));
  return result;
}

static bool IsOwnScript(const std::string& name) { return name.rfind(kOwnScripts, 0) == 0; }

void Errors::Install(v8::Isolate* isolate) { isolate->SetPromiseRejectCallback(OnRejected); }

void Errors::Clear() {
  rejections_.clear();
  told_.clear();
  handled_.clear();
}

void Errors::Capture(ev8_isolate* isolate, const v8::TryCatch& caught) {
  v8::HandleScope handles(isolate->isolate);
  request_ = CurrentRequest(isolate);
  Describe(isolate, caught.Message(), caught.Exception());
}

void Errors::Describe(ev8_isolate* isolate, v8::Local<v8::Value> value) {
  v8::HandleScope handles(isolate->isolate);
  request_ = CurrentRequest(isolate);
  Describe(isolate, v8::Exception::CreateMessage(isolate->isolate, value), value);
}

void Errors::Describe(ev8_isolate* isolate, v8::Local<v8::Message> message, v8::Local<v8::Value> value) {
  v8::Isolate* v8_isolate = isolate->isolate;
  name_.clear(), message_.clear(), script_.clear(), source_line_.clear();
  line_ = column_ = 0;
  frames_.clear();
  if (message.IsEmpty()) {
    name_ = "Error";
    message_ = "unknown error";
    return;
  }
  v8::TryCatch quiet(v8_isolate);
  v8::Local<v8::Context> context = isolate->Context();
  SplitName(ToUtf8(v8_isolate, message->Get()));
  if (message_.empty()) AskSnapshot(isolate, value);
  v8::Local<v8::StackTrace> trace = message->GetStackTrace();
  if (trace.IsEmpty() && !value.IsEmpty()) trace = v8::Exception::GetStackTrace(value);
  if (!trace.IsEmpty()) AddFrames(v8_isolate, trace);
  script_ = ToUtf8(v8_isolate, message->GetScriptResourceName());
  if (!IsOwnScript(script_)) {
    line_ = message->GetLineNumber(context).FromMaybe(0);
    column_ = message->GetStartColumn(context).FromMaybe(-1) + 1;
    v8::Local<v8::String> source;
    if (message->GetSourceLine(context).ToLocal(&source)) source_line_ = ToUtf8(v8_isolate, source, 1024);
  } else if (!frames_.empty()) {
    script_ = frames_.front().script;
    line_ = frames_.front().line;
    column_ = frames_.front().column;
  } else {
    script_.clear();
  }
  if (line_ == 0) isolate->modules.PlaceOf(v8_isolate, value, &script_, &line_, &column_, &source_line_);
}

void Errors::CaptureStop(ev8_isolate* isolate) {
  name_.clear(), message_.clear(), script_.clear(), source_line_.clear();
  frames_.clear();
  AddFrames(isolate->isolate, v8::StackTrace::CurrentStackTrace(isolate->isolate, 16, v8::StackTrace::kDetailed));
  request_ = isolate->cpu.stopped;
  has_stop_ = !frames_.empty();
  if (!has_stop_) return;
  script_ = frames_.front().script;
  line_ = frames_.front().line;
  column_ = frames_.front().column;
}

void Errors::AddFrames(v8::Isolate* isolate, v8::Local<v8::StackTrace> trace) {
  for (int index = 0; index < trace->GetFrameCount(); index++) {
    v8::Local<v8::StackFrame> frame = trace->GetFrame(isolate, static_cast<uint32_t>(index));
    std::string script = ToUtf8(isolate, frame->GetScriptNameOrSourceURL(), 1024);
    if (IsOwnScript(script)) continue;
    frames_.push_back({ToUtf8(isolate, frame->GetFunctionName(), 256), std::move(script), frame->GetLineNumber(), frame->GetColumn()});
  }
}

// An exception of the platform (DOMException) keeps its name and message where V8 does not look. The snapshot knows: no tenant code runs.
void Errors::AskSnapshot(ev8_isolate* isolate, v8::Local<v8::Value> value) {
  v8::Local<v8::Context> context = isolate->Context();
  v8::Local<v8::Value> describe;
  v8::Local<v8::Value> text;
  v8::Local<v8::Value> arguments[] = {value};
  if (value.IsEmpty() || !value->IsObject() || value->IsProxy() || !isolate->Settled()) return;
  if (!isolate->entry.Get(isolate->isolate)->Get(context, Utf8(isolate->isolate, "describeException")).ToLocal(&describe) || !describe->IsFunction()) return;
  if (!describe.As<v8::Function>()->Call(context, v8::Undefined(isolate->isolate), 1, arguments).ToLocal(&text) || !text->IsString()) return;
  SplitName(ToUtf8(isolate->isolate, text));
}

// V8 says "Uncaught TypeError: text".
void Errors::SplitName(std::string text) {
  static const std::string kUncaught = "Uncaught ";
  if (text.rfind(kUncaught, 0) == 0) text.erase(0, kUncaught.size());
  size_t end = 0;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_' || text[end] == '$')) end++;
  bool named = end > 0 && (end == text.size() ? text.size() >= 5 && text.compare(end - 5, 5, "Error") == 0 : text.compare(end, 2, ": ") == 0);
  name_ = named ? text.substr(0, end) : "Error";
  message_ = named ? text.substr(std::min(end + 2, text.size())) : std::move(text);
}

void Errors::OnRejected(v8::PromiseRejectMessage message) {
  ev8_isolate* isolate = From(v8::Isolate::GetCurrent());
  if (isolate == nullptr) return;
  auto& waiting = isolate->errors.rejections_;
  if (message.GetEvent() == v8::kPromiseHandlerAddedAfterReject) {
    isolate->errors.OnHandled(message.GetPromise());
  } else if (message.GetEvent() == v8::kPromiseRejectWithNoHandler && waiting.size() < kMostRejections) {
    waiting.push_back({v8::Global<v8::Promise>(isolate->isolate, message.GetPromise()), CurrentRequest(isolate)});
  }
}

void Errors::OnHandled(v8::Local<v8::Promise> promise) {
  auto same = [&](const Rejection& rejection) { return rejection.promise == promise; };
  rejections_.erase(std::remove_if(rejections_.begin(), rejections_.end(), same), rejections_.end());
  auto told = std::find_if(told_.begin(), told_.end(), same);
  if (told == told_.end()) return;
  told->promise.ClearWeak();
  handled_.push_back(std::move(*told));
  told_.erase(told);
}

bool Errors::TakeRejection(ev8_isolate* isolate, ev8_local* promise, ev8_local* reason) {
  while (!rejections_.empty()) {
    Rejection rejection = std::move(rejections_.front());
    rejections_.pop_front();
    v8::Local<v8::Promise> rejected = rejection.promise.Get(isolate->isolate);
    if (rejected->HasHandler()) continue;  // marked as handled natively, which raises no event
    Describe(isolate, rejected->Result());
    request_ = rejection.request;
    *promise = Out(rejected);
    *reason = Out(rejected->Result());
    rejection.promise.SetWeak();
    if (told_.size() >= kMostRejections) told_.pop_front();
    told_.push_back(std::move(rejection));
    return true;
  }
  return false;
}

bool Errors::TakeLateHandler(ev8_isolate* isolate, int32_t* request, ev8_local* promise, ev8_local* reason) {
  if (handled_.empty()) return false;
  v8::Local<v8::Promise> handled = handled_.front().promise.Get(isolate->isolate);
  *request = handled_.front().request;
  *promise = Out(handled);
  *reason = Out(handled->Result());
  handled_.pop_front();
  return true;
}

void Errors::Write(ev8_error* error) {
  wire_.clear();
  for (const Frame& frame : frames_) wire_.push_back({Text(frame.function), Text(frame.script), frame.line, frame.column});
  *error = {Text(name_), Text(message_), Text(script_), Text(source_line_), line_, column_, request_, static_cast<int32_t>(wire_.size()), wire_.data()};
}

}  // namespace ev8

using namespace ev8;

ev8_status ev8_error_take(ev8_isolate* isolate, ev8_error* error) noexcept {
  isolate->errors.Write(error);
  return isolate->lost ? EV8_LOST : EV8_OK;
}

ev8_status ev8_error_describe(ev8_isolate* isolate, ev8_local value, ev8_error* error) noexcept {
  return Contained(isolate, [&] {
    isolate->errors.Describe(isolate, In(value));
    isolate->errors.Write(error);
    return EV8_OK;
  });
}

int32_t ev8_stop_take(ev8_isolate* isolate, ev8_error* error) noexcept {
  if (isolate->lost || !isolate->errors.TakeStop()) return 0;
  isolate->errors.Write(error);
  return 1;
}

int32_t ev8_rejection_take(ev8_isolate* isolate, ev8_error* error, ev8_local* promise, ev8_local* reason) noexcept {
  bool taken = false;
  Contained(isolate, [&] {
    taken = isolate->errors.TakeRejection(isolate, promise, reason);
    if (taken) isolate->errors.Write(error);
    return EV8_OK;
  });
  return taken ? 1 : 0;
}

int32_t ev8_late_handler_take(ev8_isolate* isolate, int32_t* request, ev8_local* promise, ev8_local* reason) noexcept {
  bool taken = false;
  Contained(isolate, [&] {
    taken = isolate->errors.TakeLateHandler(isolate, request, promise, reason);
    return EV8_OK;
  });
  return taken ? 1 : 0;
}
