// WebAssembly modules that belong to one isolate.
//
// Idea: V8 keeps compiled modules for the whole process and finds them by their bytes; who asks for bytes that another isolate is compiling waits for it.
// A lost isolate never finishes and its code is taken back. So no two isolates may ever ask for the same bytes: each module is compiled with a custom
// section at its end that says whose it is. A custom section means nothing to a program, and at the end it moves no offset that a message or a stack shows.
//
// Rules
// - Every way to compile goes through `OwnWasmBytes`: those of the script are wrapped when it first touches `WebAssembly` (`kOwnWasm` is in the snapshot),
//   modules of a deployment are compiled by `CompileWasm`.
// - Bytes that are not framed as a module stay as they are: they fail to decode, with the messages of V8, before V8 looks for others.
// Without this one function's `new WebAssembly.Module(huge)`, stopped in the middle, hangs every other isolate that loads the same file.
#ifndef EDGE_V8_WASM_H_
#define EDGE_V8_WASM_H_

#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

extern const char kOwnWasm[];  // a script of the snapshot: it makes the function `internals.ownWasm`
bool DeferOwnWasm(ev8_isolate* isolate, v8::Local<v8::Context> context);  // for a context just made

void OwnWasmBytes(const v8::FunctionCallbackInfo<v8::Value>& info);
v8::MaybeLocal<v8::WasmModuleObject> CompileWasm(ev8_isolate* isolate, const uint8_t* data, size_t length);

}  // namespace ev8

#endif
