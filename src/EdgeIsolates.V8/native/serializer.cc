// Values to bytes for the host and back, by V8's serializer. https://html.spec.whatwg.org/multipage/structured-data.html
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

}  // namespace

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
