#include "values.h"

#include <cstring>

#include "run.h"

namespace ev8 {

v8::Local<v8::String> Utf8(v8::Isolate* isolate, const char* text, int64_t length) {
  if (length > v8::String::kMaxLength) return v8::Local<v8::String>();
  return v8::String::NewFromUtf8(isolate, text, v8::NewStringType::kNormal, static_cast<int>(length)).FromMaybe(v8::Local<v8::String>());
}

ev8_bytes CopyOut(const void* data, size_t length) {
  ClosedFrame closed;  // the host's memory, not the isolate's
  ev8_bytes bytes{static_cast<uint8_t*>(std::malloc(length == 0 ? 1 : length)), 0};
  if (bytes.data == nullptr) return bytes;
  std::memcpy(bytes.data, data, length);
  bytes.length = static_cast<int64_t>(length);
  return bytes;
}

bool BytesOf(v8::Local<v8::Value> value, uint8_t** data, size_t* length) {
  if (value->IsArrayBufferView()) {
    v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
    *length = view->ByteLength();
    *data = *length == 0 ? nullptr : static_cast<uint8_t*>(view->Buffer()->GetBackingStore()->Data()) + view->ByteOffset();
    return true;
  }
  if (!value->IsArrayBuffer()) return false;
  std::shared_ptr<v8::BackingStore> store = value.As<v8::ArrayBuffer>()->GetBackingStore();
  *data = static_cast<uint8_t*>(store->Data());
  *length = store->ByteLength();
  return true;
}

ev8_value Describe(v8::Local<v8::Value> value) {
  ev8_value described{};
  described.local = Out(value);
  if (value->IsUndefined()) {
    described.kind = EV8_UNDEFINED;
  } else if (value->IsNull()) {
    described.kind = EV8_NULL;
  } else if (value->IsBoolean()) {
    described.kind = EV8_BOOLEAN;
    described.integer = value.As<v8::Boolean>()->Value() ? 1 : 0;
  } else if (value->IsInt32()) {
    described.kind = EV8_INT32;
    described.integer = value.As<v8::Int32>()->Value();
  } else if (value->IsNumber()) {
    described.kind = EV8_DOUBLE;
    described.number = value.As<v8::Number>()->Value();
  } else if (value->IsString()) {
    described.kind = EV8_STRING;
    described.length = value.As<v8::String>()->Length();
    described.flags = value.As<v8::String>()->IsOneByte() ? 1 : 0;
  } else {
    uint8_t* data = nullptr;
    size_t length = 0;
    described.kind = EV8_OBJECT;
    if (BytesOf(value, &data, &length)) {
      described.kind = EV8_BYTES;
      described.data = data;
      described.length = static_cast<int64_t>(length);
    }
  }
  return described;
}

v8::Local<v8::Value> ToLocal(ev8_isolate* isolate, const ev8_value& value) {
  switch (value.kind) {
    case EV8_NULL: return v8::Null(isolate->isolate);
    case EV8_BOOLEAN: return v8::Boolean::New(isolate->isolate, value.integer != 0);
    case EV8_INT32: return v8::Int32::New(isolate->isolate, static_cast<int32_t>(value.integer));
    case EV8_DOUBLE: return v8::Number::New(isolate->isolate, value.number);
    case EV8_STRING:
    case EV8_BYTES:
    case EV8_OBJECT: return In(value.local);
    default: return v8::Undefined(isolate->isolate);
  }
}

v8::Local<v8::Value> NewError(ev8_isolate* isolate, const ev8_value& value) {
  v8::Local<v8::String> message = In<v8::String>(value.local);
  switch (value.flags) {
    case EV8_ERROR_TYPE: return v8::Exception::TypeError(message);
    case EV8_ERROR_RANGE: return v8::Exception::RangeError(message);
    case EV8_ERROR_SYNTAX: return v8::Exception::SyntaxError(message);
    case EV8_ERROR_REFERENCE: return v8::Exception::ReferenceError(message);
    case EV8_ERROR_NAMED: {
      v8::Local<v8::Context> context = isolate->Context();
      v8::Local<v8::Value> make;
      v8::Local<v8::Value> made;
      v8::Local<v8::Value> arguments[] = {In(value.data), message};
      if (isolate->entry.Get(isolate->isolate)->Get(context, Utf8(isolate->isolate, "makeError")).ToLocal(&make) && make->IsFunction() &&
          make.As<v8::Function>()->Call(context, v8::Undefined(isolate->isolate), 2, arguments).ToLocal(&made)) {
        return made;
      }
      return v8::Exception::Error(message);
    }
    default: return v8::Exception::Error(message);
  }
}

// V8's own New gives up where it cannot allocate.
v8::Local<v8::ArrayBuffer> NewBuffer(v8::Isolate* isolate, size_t length) {
  ev8_isolate* ours = From(isolate);
  if (ours == nullptr || ours->MakesRoomForBuffer(static_cast<int64_t>(length))) return v8::ArrayBuffer::New(isolate, length);
  isolate->ThrowException(v8::Exception::RangeError(Utf8(isolate, "Array buffer allocation failed")));
  return v8::Local<v8::ArrayBuffer>();
}

// A view over memory that `store` keeps.
static v8::Local<v8::Value> View(ev8_isolate* isolate, std::unique_ptr<v8::BackingStore> store) {
  size_t length = store->ByteLength();
  v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate->isolate, std::move(store));
  return v8::Uint8Array::New(buffer, 0, length);
}

}  // namespace ev8

using namespace ev8;

ev8_status ev8_new_string(ev8_isolate* isolate, const uint16_t* text, int32_t length, ev8_local* result) noexcept {
  return Contained(isolate, [&] {
    uint16_t seen = 0;
    for (int32_t index = 0; index < length; index++) seen |= text[index];
    v8::Local<v8::String> made;
    if (seen < 256 && length <= 4096) {
      uint8_t narrow[4096];
      for (int32_t index = 0; index < length; index++) narrow[index] = static_cast<uint8_t>(text[index]);
      if (!v8::String::NewFromOneByte(isolate->isolate, narrow, v8::NewStringType::kNormal, length).ToLocal(&made)) return EV8_INVALID;
    } else if (!v8::String::NewFromTwoByte(isolate->isolate, text, v8::NewStringType::kNormal, length).ToLocal(&made)) {
      return EV8_INVALID;
    }
    *result = Out(made);
    return EV8_OK;
  });
}

ev8_status ev8_new_string_utf8(ev8_isolate* isolate, const char* text, int32_t length, ev8_local* result) noexcept {
  return Contained(isolate, [&] {
    v8::Local<v8::String> made = Utf8(isolate->isolate, text, length);
    if (made.IsEmpty()) return EV8_INVALID;
    *result = Out(made);
    return EV8_OK;
  });
}

ev8_status ev8_new_bytes(ev8_isolate* isolate, const uint8_t* data, int64_t length, ev8_local* result) noexcept {
  return Contained(isolate, [&] {
    if (length > 0 && !isolate->MakesRoomForBuffer(length)) return EV8_INVALID;
    std::unique_ptr<v8::BackingStore> store = v8::ArrayBuffer::NewBackingStore(isolate->isolate, static_cast<size_t>(length));
    if (length > 0) std::memcpy(store->Data(), data, static_cast<size_t>(length));
    *result = Out(View(isolate, std::move(store)));
    return EV8_OK;
  });
}

ev8_status ev8_lend_bytes(ev8_isolate* isolate, uint8_t* data, int64_t length, void* handle, ev8_local* result) noexcept {
  return Contained(isolate, [&] {
    auto release = [](void*, size_t, void* lent) {
      ClosedFrame closed;
      callbacks.release(lent);
    };
    *result = Out(View(isolate, v8::ArrayBuffer::NewBackingStore(data, static_cast<size_t>(length), release, handle)));
    return EV8_OK;
  });
}

ev8_status ev8_new_value(ev8_isolate* isolate, const ev8_value* value, ev8_local* result) noexcept {
  return Contained(isolate, [&] {
    *result = Out(ToLocal(isolate, *value));
    return EV8_OK;
  });
}

ev8_status ev8_describe(ev8_isolate* isolate, ev8_local local, ev8_value* value) noexcept {
  return Contained(isolate, [&] {
    *value = Describe(In(local));
    return EV8_OK;
  });
}

ev8_status ev8_string_write(ev8_isolate* isolate, ev8_local text, uint16_t* buffer, int32_t length) noexcept {
  return Contained(isolate, [&] {
    WriteUtf16(isolate->isolate, In<v8::String>(text), buffer, length);
    return EV8_OK;
  });
}

ev8_status ev8_string_write_latin1(ev8_isolate* isolate, ev8_local text, uint8_t* buffer, int32_t length) noexcept {
  return Contained(isolate, [&] {
    WriteLatin1(isolate->isolate, In<v8::String>(text), buffer, length);
    return EV8_OK;
  });
}

int64_t ev8_string_utf8_length(ev8_isolate* isolate, ev8_local text) noexcept {
  int64_t length = 0;
  Contained(isolate, [&] {
    length = static_cast<int64_t>(Utf8Length(isolate->isolate, In<v8::String>(text)));
    return EV8_OK;
  });
  return length;
}

ev8_status ev8_string_write_utf8(ev8_isolate* isolate, ev8_local text, char* buffer, int64_t capacity, int64_t* written) noexcept {
  return Contained(isolate, [&] {
    *written = static_cast<int64_t>(WriteUtf8(isolate->isolate, In<v8::String>(text), buffer, static_cast<size_t>(capacity)));
    return EV8_OK;
  });
}

ev8_status ev8_get_property(ev8_isolate* isolate, ev8_local object, ev8_local key, ev8_local* result) noexcept {
  return Run(isolate, [&] {
    v8::Local<v8::Value> value;
    if (!In(object)->IsObject()) {
      *result = Out(v8::Undefined(isolate->isolate));
      return true;
    }
    if (!In<v8::Object>(object)->Get(isolate->Context(), In(key)).ToLocal(&value)) return false;
    *result = Out(value);
    return true;
  });
}

ev8_status ev8_entry(ev8_isolate* isolate, const char* name, int32_t length, ev8_local* result) noexcept {
  return Contained(isolate, [&] {
    v8::Local<v8::Value> value;
    if (!isolate->entry.Get(isolate->isolate)->Get(isolate->Context(), Utf8(isolate->isolate, name, length)).ToLocal(&value)) return EV8_INVALID;
    *result = Out(value);
    return EV8_OK;
  });
}

int32_t ev8_hold(ev8_isolate* isolate, ev8_local local) noexcept {
  int32_t reference = 0;
  Contained(isolate, [&] {
    if (isolate->held_free.empty()) {
      isolate->held.emplace_back();
      reference = static_cast<int32_t>(isolate->held.size());
    } else {
      reference = isolate->held_free.back();
      isolate->held_free.pop_back();
    }
    isolate->held[static_cast<size_t>(reference) - 1].Reset(isolate->isolate, In(local));
    return EV8_OK;
  });
  return reference;
}

ev8_local ev8_held(ev8_isolate* isolate, int32_t reference) noexcept {
  ev8_local local = nullptr;
  Contained(isolate, [&] {
    local = Out(isolate->held[static_cast<size_t>(reference) - 1].Get(isolate->isolate));
    return EV8_OK;
  });
  return local;
}

void ev8_release(ev8_isolate* isolate, int32_t reference) noexcept {
  Contained(isolate, [&] {
    isolate->held[static_cast<size_t>(reference) - 1].Reset();
    isolate->held_free.push_back(reference);
    return EV8_OK;
  });
}
