// What structured cloning (Web/StructuredClone in the core) cannot do in JavaScript: to tell the kinds of objects apart without asking the objects, and
// to hand memory from one ArrayBuffer to another.
//
//   kindOf(object) → integer, a CloneKind
//   twinBuffer(buffer) → ArrayBuffer on the same memory; undefined when it cannot be transferred. Exactly one of the two must be detached, or dropped
//   before a script saw it.
//   detachBuffer(buffer)
//   cloneModule(module) → WebAssembly.Module with the same code
#ifndef EDGE_V8_CLONING_H_
#define EDGE_V8_CLONING_H_

#include "v8_version.h"

namespace ev8 {

enum CloneKind : int {
  kOrdinary = 0,
  kArray = 1,
  kArrayWithNames = 2,  // has enumerable properties beside its elements
  kDate = 3,
  kRegExp = 4,
  kBooleanObject = 5,
  kNumberObject = 6,
  kStringObject = 7,
  kBigIntObject = 8,
  kArrayBuffer = 9,
  kView = 10,
  kMap = 11,
  kSet = 12,
  kError = 13,
  kWasmModule = 14,
  kUncloneable = 15,
  kSharedArrayBuffer = 16,
};

void KindOf(const v8::FunctionCallbackInfo<v8::Value>& info);
void TwinBuffer(const v8::FunctionCallbackInfo<v8::Value>& info);
void DetachBuffer(const v8::FunctionCallbackInfo<v8::Value>& info);
void CloneModule(const v8::FunctionCallbackInfo<v8::Value>& info);

}  // namespace ev8

#endif
