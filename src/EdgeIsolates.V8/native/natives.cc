#include "natives.h"

#include <cstring>

#include "cloning.h"
#include "continuations.h"
#include "run.h"
#include "wasm.h"

namespace ev8 {

namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

void ThrowType(v8::Isolate* isolate, const char* message) { isolate->ThrowException(v8::Exception::TypeError(Utf8(isolate, message))); }

void Utf8Encode(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsString()) return ThrowType(isolate, "utf8Encode needs a string");
  v8::Local<v8::String> text = info[0].As<v8::String>();
  size_t length = Utf8Length(isolate, text);
  v8::Local<v8::ArrayBuffer> buffer = NewBuffer(isolate, length);
  if (buffer.IsEmpty()) return;
  if (length > 0) WriteUtf8(isolate, text, static_cast<char*>(buffer->GetBackingStore()->Data()), length);
  info.GetReturnValue().Set(v8::Uint8Array::New(buffer, 0, length));
}

void Utf8EncodeInto(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uint8_t* data = nullptr;
  size_t capacity = 0;
  if (!info[0]->IsString() || !BytesOf(info[1], &data, &capacity)) return ThrowType(isolate, "utf8EncodeInto needs a string and bytes");
  size_t read = 0;
  size_t written = capacity == 0 ? 0 : WriteUtf8(isolate, info[0].As<v8::String>(), reinterpret_cast<char*>(data), capacity, &read);
  v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate, 8);
  auto* pair = static_cast<int32_t*>(buffer->GetBackingStore()->Data());
  pair[0] = static_cast<int32_t>(read);
  pair[1] = static_cast<int32_t>(written);
  info.GetReturnValue().Set(v8::Int32Array::New(buffer, 0, 2));
}

// https://encoding.spec.whatwg.org/#utf-8-decoder, as a check only.
bool IsUtf8(const uint8_t* data, size_t length) {
  for (size_t at = 0; at < length;) {
    uint8_t lead = data[at++];
    if (lead < 0x80) continue;
    int needed = lead >= 0xC2 && lead <= 0xDF ? 1 : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
    if (needed == 0) return false;
    uint8_t lower = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t upper = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (; needed > 0; needed--, lower = 0x80, upper = 0xBF) {
      if (at == length || data[at] < lower || data[at] > upper) return false;
      at++;
    }
  }
  return true;
}

void Utf8Decode(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uint8_t* data = nullptr;
  size_t length = 0;
  if (!BytesOf(info[0], &data, &length)) return ThrowType(isolate, "utf8Decode needs bytes");
  bool keep_mark = info[2]->IsTrue();
  if (!keep_mark && length >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF) data += 3, length -= 3;
  if (info[1]->IsTrue() && !IsUtf8(data, length)) return ThrowType(isolate, "The encoded data was not valid for encoding utf-8");
  // V8 itself drops nothing: a leading mark that is to be kept comes through.
  v8::Local<v8::String> text = Utf8(isolate, reinterpret_cast<const char*>(data), static_cast<int64_t>(length));
  if (text.IsEmpty()) {
    isolate->ThrowException(v8::Exception::RangeError(Utf8(isolate, "Invalid string length")));
    return;
  }
  info.GetReturnValue().Set(text);
}

void Latin1Decode(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uint8_t* data = nullptr;
  size_t length = 0;
  if (!BytesOf(info[0], &data, &length)) return ThrowType(isolate, "latin1Decode needs bytes");
  v8::Local<v8::String> text;
  if (length <= static_cast<size_t>(v8::String::kMaxLength) &&
      v8::String::NewFromOneByte(isolate, data, v8::NewStringType::kNormal, static_cast<int>(length)).ToLocal(&text)) {
    info.GetReturnValue().Set(text);
  }
}

void IsProxy(const Info& info) { info.GetReturnValue().Set(info[0]->IsProxy()); }

void PromiseState(const Info& info) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[0]->IsPromise()) return ThrowType(isolate, "promiseState needs a promise");
  v8::Local<v8::Promise> promise = info[0].As<v8::Promise>();
  bool pending = promise->State() == v8::Promise::kPending;
  v8::Local<v8::Value> pair[] = {v8::Int32::New(isolate, promise->State()),
                                 pending ? v8::Undefined(isolate).As<v8::Value>() : promise->Result()};
  info.GetReturnValue().Set(v8::Array::New(isolate, pair, 2));
}

void MarkHandled(const Info& info) {
  if (info[0]->IsPromise()) info[0].As<v8::Promise>()->MarkAsHandled();
}

void CurrentRequestNumber(const Info& info) {
  ev8_isolate* isolate = From(info.GetIsolate());
  info.GetReturnValue().Set(isolate == nullptr ? 0 : CurrentRequest(isolate));
}

}  // namespace

const std::vector<Native>& Natives() {
  static const std::vector<Native> natives = {
      {"utf8Encode", Utf8Encode, 1},           {"utf8EncodeInto", Utf8EncodeInto, 2},   {"utf8Decode", Utf8Decode, 3},
      {"latin1Decode", Latin1Decode, 1},       {"isProxy", IsProxy, 1},                 {"promiseState", PromiseState, 1},
      {"markHandled", MarkHandled, 1},         {"currentRequest", CurrentRequestNumber, 0}, {"ownWasmBytes", OwnWasmBytes, 1},
      {"kindOf", KindOf, 1},                   {"twinBuffer", TwinBuffer, 1},           {"detachBuffer", DetachBuffer, 1},
      {"cloneModule", CloneModule, 1},         {"asyncStores", AsyncStores, 0},         {"setAsyncStores", SetAsyncStores, 1},
  };
  return natives;
}

}  // namespace ev8
