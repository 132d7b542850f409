#include "cloning.h"

namespace ev8 {

namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

CloneKind KindOfArray(v8::Isolate* isolate, v8::Local<v8::Object> array) {
  v8::Local<v8::Array> names;
  auto filter = static_cast<v8::PropertyFilter>(v8::ONLY_ENUMERABLE | v8::SKIP_SYMBOLS);
  bool none = array->GetPropertyNames(isolate->GetCurrentContext(), v8::KeyCollectionMode::kOwnOnly, filter, v8::IndexFilter::kSkipIndices).ToLocal(&names) &&
              names->Length() == 0;
  return none ? kArray : kArrayWithNames;
}

CloneKind KindOfObject(v8::Isolate* isolate, v8::Local<v8::Value> value) {
  if (value->IsArray()) return KindOfArray(isolate, value.As<v8::Object>());
  if (value->IsProxy() || value->IsFunction() || value->IsPromise() || value->IsArgumentsObject() || value->IsGeneratorObject()) return kUncloneable;
  if (value->IsDate()) return kDate;
  if (value->IsMap()) return kMap;
  if (value->IsSet()) return kSet;
  if (value->IsArrayBufferView()) return kView;
  if (value->IsArrayBuffer()) return kArrayBuffer;
  if (value->IsNativeError()) return kError;
  if (value->IsRegExp()) return kRegExp;
  if (value->IsBooleanObject()) return kBooleanObject;
  if (value->IsNumberObject()) return kNumberObject;
  if (value->IsStringObject()) return kStringObject;
  if (value->IsBigIntObject()) return kBigIntObject;
  if (value->IsWasmModuleObject()) return kWasmModule;
  if (value->IsSharedArrayBuffer()) return kSharedArrayBuffer;
  if (value->IsSymbolObject() || value->IsWeakMap() || value->IsWeakSet() || value->IsMapIterator() ||
      value->IsSetIterator() || value->IsModuleNamespaceObject() || value->IsWasmMemoryObject() || value->IsExternal()) {
    return kUncloneable;
  }
  return kOrdinary;
}

}  // namespace

void KindOf(const Info& info) { info.GetReturnValue().Set(static_cast<int32_t>(KindOfObject(info.GetIsolate(), info[0]))); }

void TwinBuffer(const Info& info) {
  if (!info[0]->IsArrayBuffer()) return;
  v8::Local<v8::ArrayBuffer> buffer = info[0].As<v8::ArrayBuffer>();
  if (!buffer->IsDetachable() || buffer->WasDetached()) return;
  info.GetReturnValue().Set(v8::ArrayBuffer::New(info.GetIsolate(), buffer->GetBackingStore()));
}

void DetachBuffer(const Info& info) {
  if (!info[0]->IsArrayBuffer()) return;
#if V8_MAJOR_VERSION >= 11
  info.GetReturnValue().Set(info[0].As<v8::ArrayBuffer>()->Detach(v8::Local<v8::Value>()).FromMaybe(false));
#else
  info[0].As<v8::ArrayBuffer>()->Detach();
#endif
}

void CloneModule(const Info& info) {
  if (!info[0]->IsWasmModuleObject()) return;
  v8::Local<v8::WasmModuleObject> copy;
  if (v8::WasmModuleObject::FromCompiledModule(info.GetIsolate(), info[0].As<v8::WasmModuleObject>()->GetCompiledModule()).ToLocal(&copy)) {
    info.GetReturnValue().Set(copy);
  }
}

}  // namespace ev8
