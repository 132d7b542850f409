// What differs between V8 10.2, 11.3 and 13.6, behind one name each. No other file asks for the version of V8.
#ifndef EDGE_V8_VERSION_ISLANDS_H_
#define EDGE_V8_VERSION_ISLANDS_H_

#include <libplatform/libplatform.h>
#include <v8-profiler.h>
#include <v8.h>

#include <string>
#include <vector>

namespace ev8 {

// Rights by protection key belong to a thread, and isolates move between threads: WebAssembly code would be unreadable on most of them.
#if V8_MAJOR_VERSION >= 12
constexpr const char* kNoProtectionKeys = "--no-memory-protection-keys";
#else
constexpr const char* kNoProtectionKeys = "--no-wasm-memory-protection-keys";
#endif

// V8 rebuilds every hash table of a snapshot that it reads, because its own one has the seed of its build and each process has another. Ours is made in
// this process and has its seed: reading it goes without, a fifth faster. Newer V8 lets nobody change flags after the start.
inline void RehashSnapshots(bool rehash) {
#if V8_MAJOR_VERSION >= 11
  (void)rehash;
#else
  v8::V8::SetFlagsFromString(rehash ? "--rehash-snapshot" : "--no-rehash-snapshot");
#endif
}

inline v8::ScriptOrigin Origin(v8::Isolate* isolate, v8::Local<v8::String> name, bool is_module) {
#if V8_MAJOR_VERSION >= 12
  (void)isolate;
  return v8::ScriptOrigin(name, 0, 0, false, -1, v8::Local<v8::Value>(), false, false, is_module);
#else
  return v8::ScriptOrigin(isolate, name, 0, 0, false, -1, v8::Local<v8::Value>(), false, false, is_module);
#endif
}

inline v8::Local<v8::Value> ContinuationData(v8::Isolate* isolate, v8::Local<v8::Context> context) {
#if V8_MAJOR_VERSION >= 12
  (void)context;
  return isolate->GetContinuationPreservedEmbedderData();
#else
  (void)isolate;
  return context->GetContinuationPreservedEmbedderData();
#endif
}

inline void SetContinuationData(v8::Isolate* isolate, v8::Local<v8::Context> context, v8::Local<v8::Value> data) {
#if V8_MAJOR_VERSION >= 12
  (void)context;
  isolate->SetContinuationPreservedEmbedderData(data);
#else
  (void)isolate;
  context->SetContinuationPreservedEmbedderData(data);
#endif
}

inline void WriteUtf16(v8::Isolate* isolate, v8::Local<v8::String> text, uint16_t* buffer, int length) {
#if V8_MAJOR_VERSION >= 13
  text->WriteV2(isolate, 0, static_cast<uint32_t>(length), buffer);
#else
  text->Write(isolate, buffer, 0, length, v8::String::NO_NULL_TERMINATION);
#endif
}

inline void WriteLatin1(v8::Isolate* isolate, v8::Local<v8::String> text, uint8_t* buffer, int length) {
#if V8_MAJOR_VERSION >= 13
  text->WriteOneByteV2(isolate, 0, static_cast<uint32_t>(length), buffer);
#else
  text->WriteOneByte(isolate, buffer, 0, length, v8::String::NO_NULL_TERMINATION);
#endif
}

inline size_t Utf8Length(v8::Isolate* isolate, v8::Local<v8::String> text) {
#if V8_MAJOR_VERSION >= 13
  return text->Utf8LengthV2(isolate);
#else
  return static_cast<size_t>(text->Utf8Length(isolate));
#endif
}

// Lone surrogates become U+FFFD. Never writes part of a character; `read` counts UTF-16 units.
inline size_t WriteUtf8(v8::Isolate* isolate, v8::Local<v8::String> text, char* buffer, size_t capacity, size_t* read = nullptr) {
#if V8_MAJOR_VERSION >= 13
  return text->WriteUtf8V2(isolate, buffer, capacity, v8::String::WriteFlags::kReplaceInvalidUtf8, read);
#else
  int units = 0;
  int written = text->WriteUtf8(isolate, buffer, static_cast<int>(capacity), &units,
                                v8::String::NO_NULL_TERMINATION | v8::String::REPLACE_INVALID_UTF8);
  if (read != nullptr) *read = static_cast<size_t>(units);
  return static_cast<size_t>(written);
#endif
}

inline v8::Local<v8::Module> NewSyntheticModule(v8::Isolate* isolate, v8::Local<v8::String> name, const std::vector<v8::Local<v8::String>>& exports,
                                                v8::Module::SyntheticModuleEvaluationSteps steps) {
#if V8_MAJOR_VERSION >= 12
  return v8::Module::CreateSyntheticModule(isolate, name, v8::MemorySpan<const v8::Local<v8::String>>(exports.data(), exports.size()), steps);
#else
  return v8::Module::CreateSyntheticModule(isolate, name, exports, steps);
#endif
}

inline int ModuleRequestCount(v8::Local<v8::Module> module) { return module->GetModuleRequests()->Length(); }

#if V8_MAJOR_VERSION >= 11
using OomArgument = const v8::OOMDetails&;
#else
using OomArgument = bool;
#endif

}  // namespace ev8

#endif
