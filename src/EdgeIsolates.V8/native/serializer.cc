// structuredClone: V8's serializer, within an isolate (with transfer) and to bytes for the host.
// https://html.spec.whatwg.org/multipage/structured-data.html
#include <cstring>
#include <vector>

#include "natives.h"
#include "run.h"

namespace ev8 {

namespace {

// The DataCloneError of V8's message.
void ThrowClone(ev8_isolate* isolate, v8::Local<v8::String> message) {
  ev8_value error{};
  error.kind = EV8_THROW;
  error.flags = EV8_ERROR_NAMED;
  error.data = Out(Utf8(isolate->isolate, "DataCloneError"));
  error.local = Out(message);
  isolate->isolate->ThrowException(NewError(isolate, error));
}

class Writer final : public v8::ValueSerializer::Delegate {
 public:
  explicit Writer(ev8_isolate* isolate) : isolate_(isolate), serializer(isolate->isolate, this) {}

  void ThrowDataCloneError(v8::Local<v8::String> message) override { ThrowClone(isolate_, message); }
  v8::Maybe<bool> WriteHostObject(v8::Isolate* isolate, v8::Local<v8::Object>) override {
    ThrowClone(isolate_, Utf8(isolate, "The object could not be cloned."));
    return v8::Nothing<bool>();
  }

 private:
  ev8_isolate* isolate_;

 public:
  v8::ValueSerializer serializer;
};

// The bytes a serializer made, freed with it.
struct Written {
  explicit Written(v8::ValueSerializer& serializer) {
    std::pair<uint8_t*, size_t> released = serializer.Release();
    data = released.first;
    size = released.second;
  }
  ~Written() { FreeNative(data); }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;

  uint8_t* data;
  size_t size;
};

// The ArrayBuffers of the transfer list, in order; false with an exception when one cannot be transferred.
bool ReadTransfer(ev8_isolate* isolate, v8::Local<v8::Value> list, std::vector<v8::Local<v8::ArrayBuffer>>* buffers) {
  if (!list->IsArray()) return true;
  v8::Local<v8::Array> items = list.As<v8::Array>();
  for (uint32_t index = 0; index < items->Length(); index++) {
    v8::Local<v8::Value> item;
    if (!items->Get(isolate->Context(), index).ToLocal(&item)) return false;
    bool known = item->IsArrayBuffer();
    for (const auto& earlier : *buffers) known = known && earlier != item;
    if (!known || !item.As<v8::ArrayBuffer>()->IsDetachable() || item.As<v8::ArrayBuffer>()->WasDetached()) {
      ThrowClone(isolate, Utf8(isolate->isolate, "A value of the transfer list could not be transferred."));
      return false;
    }
    buffers->push_back(item.As<v8::ArrayBuffer>());
  }
  return true;
}

bool Detach(v8::Local<v8::ArrayBuffer> buffer) {
#if V8_MAJOR_VERSION >= 11
  return buffer->Detach(v8::Local<v8::Value>()).FromMaybe(false);
#else
  buffer->Detach();
  return true;
#endif
}

}  // namespace

void CloneStructured(const v8::FunctionCallbackInfo<v8::Value>& info) {
  ev8_isolate* isolate = From(info.GetIsolate());
  if (isolate == nullptr) return;
  v8::Local<v8::Context> context = isolate->Context();
  std::vector<v8::Local<v8::ArrayBuffer>> buffers;
  if (!ReadTransfer(isolate, info[1], &buffers)) return;
  Writer writer(isolate);
  writer.serializer.WriteHeader();
  for (size_t index = 0; index < buffers.size(); index++) writer.serializer.TransferArrayBuffer(static_cast<uint32_t>(index), buffers[index]);
  bool wrote = writer.serializer.WriteValue(context, info[0]).FromMaybe(false);
  Written written(writer.serializer);
  if (!wrote) return;
  std::vector<std::shared_ptr<v8::BackingStore>> stores;
  for (const auto& buffer : buffers) {
    stores.push_back(buffer->GetBackingStore());
    if (!Detach(buffer)) return;
  }
  v8::ValueDeserializer reader(isolate->isolate, written.data, written.size);
  for (size_t index = 0; index < stores.size(); index++) {
    reader.TransferArrayBuffer(static_cast<uint32_t>(index), v8::ArrayBuffer::New(isolate->isolate, stores[index]));
  }
  bool terminated = false;
  {
    v8::TryCatch caught(isolate->isolate);
    v8::Local<v8::Value> clone;
    if (reader.ReadHeader(context).FromMaybe(false) && reader.ReadValue(context).ToLocal(&clone)) {
      info.GetReturnValue().Set(clone);
      return;
    }
    terminated = caught.HasTerminated();
  }
  if (!terminated) ThrowClone(isolate, Utf8(isolate->isolate, "The object could not be cloned: it needs more memory or stack than is left."));
}

}  // namespace ev8

using namespace ev8;

ev8_status ev8_serialize(ev8_isolate* isolate, ev8_local value, ev8_bytes* bytes) noexcept {
  return Run(isolate, [&] {
    Writer writer(isolate);
    writer.serializer.WriteHeader();
    bool wrote = writer.serializer.WriteValue(isolate->Context(), In(value)).FromMaybe(false);
    Written written(writer.serializer);
    if (!wrote) return false;
    *bytes = CopyOut(written.data, written.size);
    return true;
  });
}

ev8_status ev8_deserialize(ev8_isolate* isolate, const uint8_t* data, int64_t length, ev8_local* result) noexcept {
  return Run(isolate, [&] {
    v8::ValueDeserializer reader(isolate->isolate, data, static_cast<size_t>(length));
    v8::Local<v8::Value> value;
    if (!reader.ReadHeader(isolate->Context()).FromMaybe(false) || !reader.ReadValue(isolate->Context()).ToLocal(&value)) return false;
    *result = Out(value);
    return true;
  });
}
