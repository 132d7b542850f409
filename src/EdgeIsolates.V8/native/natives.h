// The built-ins that the Web API gets from C++ because JavaScript cannot have them or would be slow: `internals.native` of the snapshot.
//
//   utf8Encode(text) → Uint8Array                        utf8Decode(bytes, fatal, ignoreBOM) → string
//   utf8EncodeInto(text, bytes) → Int32Array [read, written]   latin1Decode(bytes) → string
//   isProxy(value) → boolean                             promiseState(promise) → [state, result]
//   markHandled(promise)                                 currentRequest() → integer, 0 = nobody's
//   ownWasmBytes(value) → value, marked when it is a module (wasm.h)
//   kindOf(object), twinBuffer(buffer), detachBuffer(buffer), cloneModule(module): cloning.h
//   asyncStores() → what setAsyncStores set              setAsyncStores(stores), undefined = none (continuations.h)
#ifndef EDGE_V8_NATIVES_H_
#define EDGE_V8_NATIVES_H_

#include <vector>

#include "v8_version.h"

namespace ev8 {

struct Native {
  const char* name;
  v8::FunctionCallback callback;
  int length;
};

const std::vector<Native>& Natives();
void InvokeOp(const v8::FunctionCallbackInfo<v8::Value>& info);  // behind every function of `internals.ops`

}  // namespace ev8

#endif
