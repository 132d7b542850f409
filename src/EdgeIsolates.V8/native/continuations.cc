#include "continuations.h"

#include "isolate.h"

namespace ev8 {

namespace {

constexpr int kRequest = 0;
constexpr int kStores = 1;
constexpr int kFieldCount = 2;

v8::Local<v8::Value> Field(v8::Local<v8::Value> frame, int index) { return frame.As<v8::Object>()->GetInternalField(index).As<v8::Value>(); }

bool IsFrame(v8::Local<v8::Value> data) { return !data.IsEmpty() && data->IsObject(); }

v8::MaybeLocal<v8::Object> NewFrame(ev8_isolate* isolate, int32_t request, v8::Local<v8::Value> stores) {
  if (isolate->frames.IsEmpty()) {
    v8::Local<v8::ObjectTemplate> made = v8::ObjectTemplate::New(isolate->isolate);
    made->SetInternalFieldCount(kFieldCount);
    isolate->frames.Reset(isolate->isolate, made);
  }
  v8::Local<v8::Object> frame;
  if (!isolate->frames.Get(isolate->isolate)->NewInstance(isolate->Context()).ToLocal(&frame)) return v8::MaybeLocal<v8::Object>();
  frame->SetInternalField(kRequest, v8::Int32::New(isolate->isolate, request));
  frame->SetInternalField(kStores, stores);
  return frame;
}

}  // namespace

int32_t CurrentRequest(ev8_isolate* isolate) {
  v8::Local<v8::Value> data = ContinuationData(isolate->isolate, isolate->Context());
  if (data.IsEmpty() || data->IsUndefined()) return isolate->cpu.turn();
  if (IsFrame(data)) data = Field(data, kRequest);
  return data->IsInt32() ? data.As<v8::Int32>()->Value() : 0;
}

void AsyncStores(const v8::FunctionCallbackInfo<v8::Value>& info) {
  ev8_isolate* isolate = From(info.GetIsolate());
  if (isolate == nullptr) return;
  v8::Local<v8::Value> data = ContinuationData(isolate->isolate, isolate->Context());
  if (IsFrame(data)) info.GetReturnValue().Set(Field(data, kStores));
}

void SetAsyncStores(const v8::FunctionCallbackInfo<v8::Value>& info) {
  ev8_isolate* isolate = From(info.GetIsolate());
  if (isolate == nullptr) return;
  int32_t request = CurrentRequest(isolate);
  v8::Local<v8::Value> data = v8::Int32::New(isolate->isolate, request);
  v8::Local<v8::Object> frame;
  if (!info[0]->IsUndefined()) {
    if (!NewFrame(isolate, request, info[0]).ToLocal(&frame)) return;
    data = frame;
  }
  SetContinuationData(isolate->isolate, isolate->Context(), data);
}

}  // namespace ev8
