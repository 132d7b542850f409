// Values across the border: ev8_value and back, and the errors that a host op throws.
#ifndef EDGE_V8_VALUES_H_
#define EDGE_V8_VALUES_H_

#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

ev8_value Describe(v8::Local<v8::Value> value);
v8::Local<v8::Value> ToLocal(ev8_isolate* isolate, const ev8_value& value);
v8::Local<v8::Value> NewError(ev8_isolate* isolate, const ev8_value& value);
ev8_bytes CopyOut(const void* data, size_t length);  // for the host to free
bool BytesOf(v8::Local<v8::Value> value, uint8_t** data, size_t* length);
v8::Local<v8::ArrayBuffer> NewBuffer(v8::Isolate* isolate, size_t length);  // empty, with a RangeError, when the budget has no room
v8::Local<v8::String> Utf8(v8::Isolate* isolate, const char* text, int64_t length = -1);  // empty when it is too long for V8

}  // namespace ev8

#endif
