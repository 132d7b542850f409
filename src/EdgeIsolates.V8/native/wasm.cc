#include "wasm.h"

#include <cstring>

#include "isolate.h"
#include "values.h"

namespace ev8 {

// A script cannot see the proxies: names, lengths, properties and `instanceof` are the targets'. Traps are looked up on objects that inherit nothing.
//
// The rest mends where V8 10 differs from https://webassembly.github.io/spec/js-api/: bytes are compiled before the imports are read, though both
// happens at once here, and the shape of Exception and of Table's set.
const char kOwnWasm[] = R"js(
  'use strict';
  const { ArrayBuffer: { isView }, Object: { prototype: ObjectPrototype }, Promise, Proxy } = globalThis;
  const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Reflect;
  const byteLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get;
  const { ownWasmBytes } = internals.native;

  function own(values) {
    if (values.length > 0) values[0] = ownWasmBytes(values[0]);
    return values;
  }

  const constructing = {
    __proto__: null,
    construct: (target, values, newTarget) => construct(target, own(values), newTarget),
  };

  const promising = {
    __proto__: null,
    apply(target, receiver, values) {
      try {
        own(values);
      } catch (error) {
        return new Promise((_, reject) => reject(error));
      }
      return apply(target, receiver, values);
    },
  };

  const isObject = value => (typeof value === 'object' && value !== null) || typeof value === 'function';

  function isBytes(value) {
    if (isView(value)) return true;
    try { return apply(byteLength, value, []) >= 0; } catch { return false; }
  }

  async function instantiateBytes(compile, instantiate, bytes, imports) {
    const module = await compile(ownWasmBytes(bytes));
    return { module, instance: await instantiate(module, imports) };
  }

  const redefine = (object, key, value) => defineProperty(object, key, { __proto__: null, value });

  function mendException({ Exception, Tag }) {
    const { prototype } = Exception, { is } = prototype;
    if (getPrototypeOf(prototype) === ObjectPrototype) return;
    setPrototypeOf(prototype, ObjectPrototype);
    redefine(prototype, 'constructor', Exception);
    redefine(Exception, 'length', 2);
    redefine(prototype.getArg, 'length', 1);
    // An exception that has a stack has it as its own property.
    const { get } = getOwnPropertyDescriptor({ get stack() { apply(is, this, [new Tag({ parameters: [] })]); } }, 'stack');
    defineProperty(prototype, 'stack', { __proto__: null, get, set: undefined, enumerable: true, configurable: true });
  }

  // V8 makes the namespace with each context, after it has read the snapshot. Called once, when a script first touches it.
  internals.ownWasm = namespace => {
    const { compile, instantiate, Module, Exception, Table } = namespace;
    namespace.Module = new Proxy(Module, constructing);
    Module.prototype.constructor = namespace.Module;
    namespace.compile = new Proxy(compile, promising);
    namespace.instantiate = new Proxy(instantiate, {
      __proto__: null,
      apply(target, receiver, values) {
        const imports = values.length > 1 ? values[1] : undefined;
        return values.length > 0 && isBytes(values[0]) && (imports === undefined || isObject(imports))
          ? instantiateBytes(compile, instantiate, values[0], imports)
          : promising.apply(target, receiver, values);
      },
    });
    redefine(Table.prototype.set, 'length', 1);
    if (Exception !== undefined) mendException(namespace);
  };
)js";

namespace {

// https://webassembly.github.io/spec/core/binary/modules.html#custom-section
struct Mark {
  static constexpr char kName[] = "edge.isolate";
  static constexpr size_t kNameLength = sizeof kName - 1;

  uint8_t id = 0;
  uint8_t size = 1 + kNameLength + sizeof(int64_t);
  uint8_t name_length = kNameLength;
  char name[kNameLength];
  uint8_t isolate[sizeof(int64_t)];

  explicit Mark(int64_t number) {
    std::memcpy(name, kName, kNameLength);
    std::memcpy(isolate, &number, sizeof number);
  }
};
static_assert(sizeof(Mark) == 23 && alignof(Mark) == 1, "the section is copied as it lies");

// https://webassembly.github.io/spec/core/binary/values.html#integers: an unsigned LEB128 of 32 bits.
bool ReadSize(const uint8_t* data, size_t length, size_t* at, uint32_t* value) {
  *value = 0;
  for (int shift = 0; shift < 35 && *at < length; shift += 7) {
    uint8_t byte = data[(*at)++];
    *value |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

// Whether the bytes are a header and whole sections.
bool IsFramed(const uint8_t* data, size_t length) {
  static constexpr uint8_t kHeader[] = {0, 'a', 's', 'm', 1, 0, 0, 0};
  if (length < sizeof kHeader || std::memcmp(data, kHeader, sizeof kHeader) != 0) return false;
  for (size_t at = sizeof kHeader; at < length;) {
    uint32_t size = 0;
    at++;  // the section's id
    if (!ReadSize(data, length, &at, &size) || size > length - at) return false;
    at += size;
  }
  return true;
}

void CopyMarked(const ev8_isolate* isolate, const uint8_t* data, size_t length, uint8_t* target) {
  Mark mark(isolate->number);
  std::memcpy(target, data, length);
  std::memcpy(target + length, &mark, sizeof mark);
}

}  // namespace

static bool EnsureOwnWasm(ev8_isolate* isolate) {
  if (isolate->own_wasm.IsEmpty()) return true;
  v8::Local<v8::Function> own = isolate->own_wasm.Get(isolate->isolate);
  v8::Local<v8::Value> space = isolate->wasm.Get(isolate->isolate);
  if (own->Call(isolate->Context(), v8::Undefined(isolate->isolate), 1, &space).IsEmpty()) return false;
  isolate->own_wasm.Reset();
  return true;
}

static void TouchWasm(v8::Local<v8::Name>, const v8::PropertyCallbackInfo<v8::Value>& info) {
  ev8_isolate* isolate = From(info.GetIsolate());
  if (EnsureOwnWasm(isolate)) info.GetReturnValue().Set(isolate->wasm.Get(isolate->isolate));
}

bool DeferOwnWasm(ev8_isolate* isolate, v8::Local<v8::Context> context) {
  v8::Local<v8::String> name = Utf8(isolate->isolate, "WebAssembly");
  v8::Local<v8::Value> space;
  if (!context->Global()->Get(context, name).ToLocal(&space)) return false;
  isolate->wasm.Reset(isolate->isolate, space);
  return context->Global()->SetLazyDataProperty(context, name, TouchWasm, v8::Local<v8::Value>(), v8::DontEnum).FromMaybe(false);
}

void OwnWasmBytes(const v8::FunctionCallbackInfo<v8::Value>& info) {
  info.GetReturnValue().Set(info[0]);
  ev8_isolate* isolate = From(info.GetIsolate());
  uint8_t* data = nullptr;
  size_t length = 0;
  if (isolate == nullptr || !BytesOf(info[0], &data, &length) || !IsFramed(data, length)) return;
  v8::Local<v8::ArrayBuffer> marked = NewBuffer(isolate->isolate, length + sizeof(Mark));
  if (marked.IsEmpty()) return;
  CopyMarked(isolate, data, length, static_cast<uint8_t*>(marked->GetBackingStore()->Data()));
  info.GetReturnValue().Set(marked);
}

v8::MaybeLocal<v8::WasmModuleObject> CompileWasm(ev8_isolate* isolate, const uint8_t* data, size_t length) {
  if (!EnsureOwnWasm(isolate)) return v8::MaybeLocal<v8::WasmModuleObject>();  // a module's constructor compiles too
  if (!IsFramed(data, length)) return v8::WasmModuleObject::Compile(isolate->isolate, {data, length});
  v8::Local<v8::ArrayBuffer> marked = NewBuffer(isolate->isolate, length + sizeof(Mark));
  if (marked.IsEmpty()) return v8::MaybeLocal<v8::WasmModuleObject>();
  auto* copy = static_cast<uint8_t*>(marked->GetBackingStore()->Data());
  CopyMarked(isolate, data, length, copy);
  return v8::WasmModuleObject::Compile(isolate->isolate, {copy, length + sizeof(Mark)});
}

}  // namespace ev8
