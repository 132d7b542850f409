#include "snapshot.h"

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>

#include "errors.h"
#include "natives.h"
#include "values.h"
#include "wasm.h"

namespace ev8 {

namespace {

struct Builder {
  v8::Isolate* isolate;
  v8::Local<v8::Context> context;

  void Set(v8::Local<v8::Object> object, const char* name, v8::Local<v8::Value> value) const {
    object->CreateDataProperty(context, Utf8(isolate, name), value).Check();
  }

  v8::Local<v8::Function> NewFunction(v8::Local<v8::String> name, v8::FunctionCallback callback, v8::Local<v8::Value> data, int length) const {
    auto made = v8::FunctionTemplate::New(isolate, callback, data, v8::Local<v8::Signature>(), length, v8::ConstructorBehavior::kThrow);
    v8::Local<v8::Function> function = made->GetFunction(context).ToLocalChecked();
    function->SetName(name);
    return function;
  }

  v8::Local<v8::Object> Internals(const ev8_text* ops, int32_t op_count, v8::Local<v8::Object> entry) const {
    v8::Local<v8::Object> op_table = v8::Object::New(isolate);
    for (int32_t index = 0; index < op_count; index++) {
      v8::Local<v8::String> name = Utf8(isolate, ops[index].data, ops[index].length);
      op_table->CreateDataProperty(context, name, NewFunction(name, InvokeOp, v8::Int32::New(isolate, index), 0)).Check();
    }
    v8::Local<v8::Object> native_table = v8::Object::New(isolate);
    for (const Native& native : Natives()) {
      Set(native_table, native.name, NewFunction(Utf8(isolate, native.name), native.callback, v8::Undefined(isolate), native.length));
    }
    v8::Local<v8::Object> internals = v8::Object::New(isolate);
    Set(internals, "ops", op_table);
    Set(internals, "native", native_table);
    Set(internals, "entry", entry);
    return internals;
  }

  bool Evaluate(const ev8_script& script, SharedSource* text, v8::Local<v8::Object> internals, std::string* fault) const {
    v8::TryCatch caught(isolate);
    v8::Local<v8::String> parameters[] = {Utf8(isolate, "internals")};
    v8::ScriptCompiler::Source source(v8::String::NewExternalOneByte(isolate, text).ToLocalChecked(),
                                      Origin(isolate, Utf8(isolate, script.name, script.name_length), false));
    v8::Local<v8::Function> body;
    v8::Local<v8::Value> arguments[] = {internals};
    bool compiled = v8::ScriptCompiler::CompileFunction(context, &source, 1, parameters).ToLocal(&body);
    if (compiled && !body->Call(context, v8::Undefined(isolate), 1, arguments).IsEmpty()) return true;
    *fault = std::string(script.name, static_cast<size_t>(script.name_length)) + ":" +
             std::to_string(caught.Message()->GetLineNumber(context).FromMaybe(0)) + ": " + ToUtf8(isolate, caught.Message()->Get());
    return false;
  }
};

std::unique_ptr<ev8_snapshot> NewSnapshot(const std::vector<ev8_script>& scripts) {
  auto snapshot = std::make_unique<ev8_snapshot>();
  snapshot->references.push_back(reinterpret_cast<intptr_t>(InvokeOp));
  for (const Native& native : Natives()) snapshot->references.push_back(reinterpret_cast<intptr_t>(native.callback));
  for (const ev8_script& script : scripts) {
    snapshot->sources.push_back(std::make_unique<SharedSource>(std::string(script.source, static_cast<size_t>(script.source_length))));
    snapshot->references.push_back(reinterpret_cast<intptr_t>(snapshot->sources.back().get()));
  }
  snapshot->references.push_back(0);
  return snapshot;
}

}  // namespace

}  // namespace ev8

using namespace ev8;

ev8_status ev8_snapshot_new(const ev8_script* given, int32_t count, const ev8_text* ops, int32_t op_count,
                            ev8_snapshot** result, ev8_bytes* fault_bytes) noexcept {
  std::vector<ev8_script> scripts{{"edge:wasm.js", 12, kOwnWasm, static_cast<int64_t>(std::strlen(kOwnWasm))}};
  scripts.insert(scripts.end(), given, given + count);
  auto snapshot = NewSnapshot(scripts);
  std::string fault;
  RehashSnapshots(true);
  v8::SnapshotCreator creator(snapshot->references.data());
  v8::Isolate* isolate = creator.GetIsolate();
  {
    v8::HandleScope handles(isolate);
    v8::Local<v8::Context> context = v8::Context::New(isolate);
    v8::Context::Scope scope(context);
    Builder builder{isolate, context};
    // Without a prototype: looking up what is not there must not reach what a tenant put on Object.prototype.
    v8::Local<v8::Object> entry = v8::Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0);
    v8::Local<v8::Object> internals = builder.Internals(ops, op_count, entry);
    for (size_t index = 0; index < scripts.size() && fault.empty(); index++) {
      builder.Evaluate(scripts[index], snapshot->sources[index].get(), internals, &fault);
    }
    isolate->PerformMicrotaskCheckpoint();
    snapshot->entry_index = creator.AddData(context, entry);
    snapshot->own_wasm_index = creator.AddData(context, internals->Get(context, Utf8(isolate, "ownWasm")).ToLocalChecked());
    creator.SetDefaultContext(context);
  }
  snapshot->blob = creator.CreateBlob(v8::SnapshotCreator::FunctionCodeHandling::kKeep);
  RehashSnapshots(false);
  if (!fault.empty() || snapshot->blob.data == nullptr) {
    if (fault.empty()) fault = "V8 could not serialize the heap.";
    fault_bytes->data = reinterpret_cast<uint8_t*>(strdup(fault.c_str()));
    fault_bytes->length = static_cast<int64_t>(fault.size());
    delete[] snapshot->blob.data;
    return EV8_INVALID;
  }
  *result = snapshot.release();
  return EV8_OK;
}

int64_t ev8_snapshot_size(const ev8_snapshot* snapshot) noexcept { return snapshot->blob.raw_size; }

void ev8_snapshot_free(ev8_snapshot* snapshot) noexcept {
  delete[] snapshot->blob.data;
  delete snapshot;
}
