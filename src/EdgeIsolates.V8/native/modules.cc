#include "modules.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "run.h"
#include "wasm.h"

namespace ev8 {

// https://url.spec.whatwg.org/#path-state, on slash-separated names.
std::string ResolveSpecifier(const std::string& specifier, const std::string& referrer) {
  if (specifier.rfind("./", 0) != 0 && specifier.rfind("../", 0) != 0) return specifier;
  size_t slash = referrer.rfind('/');
  std::string path = (slash == std::string::npos ? std::string() : referrer.substr(0, slash + 1)) + specifier;
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= path.size();) {
    size_t end = std::min(path.find('/', begin), path.size());
    std::string part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (part != "." && !part.empty()) {
      parts.push_back(std::move(part));
    }
  }
  std::string result;
  for (const std::string& part : parts) result += (result.empty() ? "" : "/") + part;
  return result;
}

static void Throw(v8::Isolate* isolate, const std::string& message) {
  isolate->ThrowException(v8::Exception::TypeError(Utf8(isolate, message.data(), static_cast<int64_t>(message.size()))));
}

// Owned by the source it is given to; the bytes stay the caller's.
static v8::ScriptCompiler::CachedData* CacheOf(const uint8_t* data, size_t length) {
  return length == 0 ? nullptr : new v8::ScriptCompiler::CachedData(data, static_cast<int>(length));
}

static v8::ScriptCompiler::CompileOptions OptionsFor(const v8::ScriptCompiler::Source& source) {
  return source.GetCachedData() == nullptr ? v8::ScriptCompiler::kNoCompileOptions : v8::ScriptCompiler::kConsumeCodeCache;
}

static int StateOf(const v8::ScriptCompiler::Source& source) {
  if (source.GetCachedData() == nullptr) return EV8_CACHE_NONE;
  return source.GetCachedData()->rejected ? EV8_CACHE_REJECTED : EV8_CACHE_ACCEPTED;
}

// The names of a synthetic module: those of a built-in, or `default`.
static bool ExportNames(ev8_isolate* isolate, const v8::Global<v8::Object>& exports, std::vector<v8::Local<v8::String>>* names) {
  if (exports.IsEmpty()) {
    names->push_back(Utf8(isolate->isolate, "default"));
    return true;
  }
  auto filter = static_cast<v8::PropertyFilter>(v8::ONLY_ENUMERABLE | v8::SKIP_SYMBOLS);
  v8::Local<v8::Array> keys;
  if (!exports.Get(isolate->isolate)->GetOwnPropertyNames(isolate->Context(), filter).ToLocal(&keys)) return false;
  for (uint32_t index = 0; index < keys->Length(); index++) {
    v8::Local<v8::Value> key;
    if (!keys->Get(isolate->Context(), index).ToLocal(&key) || !key->IsString()) return false;
    names->push_back(key.As<v8::String>());
  }
  return true;
}

void Modules::Install(v8::Isolate* isolate) {
  isolate->SetHostImportModuleDynamicallyCallback(OnImport);
  isolate->SetHostInitializeImportMetaObjectCallback(OnMeta);
}

void Modules::Clear() {
  entries_.clear();
  names_.clear();
  unresolved_.exception.Reset();
}

// The isolate's own copy, which goes with it even when it is lost.
static const char* Keep(ev8_isolate* isolate, const void* data, int64_t length) {
  void* kept = isolate->sources.Allocate(static_cast<size_t>(length), false);
  return kept == nullptr ? nullptr : static_cast<const char*>(std::memcpy(kept, data, static_cast<size_t>(length)));
}

bool Modules::Add(ev8_isolate* isolate, const ev8_module& module) {
  Entry entry;
  entry.kind = module.kind;
  if (module.content_length > 0) entry.content = Keep(isolate, module.content, module.content_length);
  if (entry.content != nullptr) entry.content_length = static_cast<size_t>(module.content_length);
  if (module.code_cache_length > 0) entry.code_cache = reinterpret_cast<const uint8_t*>(Keep(isolate, module.code_cache, module.code_cache_length));
  if (entry.code_cache != nullptr) entry.code_cache_length = static_cast<size_t>(module.code_cache_length);
  return entries_.emplace(std::string(module.name, static_cast<size_t>(module.name_length)), std::move(entry)).second;
}

Modules::Entry* Modules::Find(const std::string& name) {
  auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second;
}

Modules::Entry* Modules::FindOf(v8::Isolate* isolate, v8::Local<v8::Module> module, std::string* name) {
  auto range = names_.equal_range(module->GetIdentityHash());
  for (auto candidate = range.first; candidate != range.second; ++candidate) {
    Entry* entry = Find(candidate->second);
    if (entry == nullptr || entry->module.Get(isolate) != module) continue;
    *name = candidate->second;
    return entry;
  }
  return nullptr;
}

v8::MaybeLocal<v8::Module> Modules::Resolve(ev8_isolate* isolate, const std::string& specifier, const std::string& referrer) {
  std::string name = ResolveSpecifier(specifier, referrer);
  bool found = Find(name) != nullptr;
  if (!found && specifier == name && !AddBuiltin(isolate, name, &found)) return v8::MaybeLocal<v8::Module>();
  if (found) return Compile(isolate, name);
  Throw(isolate->isolate, "Cannot find module '" + specifier + "' imported from '" + referrer + "': it is not among the modules of this deployment.");
  return v8::MaybeLocal<v8::Module>();
}

// False when the snapshot threw; else `found` tells whether it knows the name.
bool Modules::AddBuiltin(ev8_isolate* isolate, const std::string& name, bool* found) {
  v8::Isolate* v8_isolate = isolate->isolate;
  v8::Local<v8::Context> context = isolate->Context();
  v8::Local<v8::Value> builtin;
  if (!isolate->entry.Get(v8_isolate)->Get(context, Utf8(v8_isolate, "builtin")).ToLocal(&builtin)) return false;
  if (!builtin->IsFunction()) return true;
  v8::Local<v8::Value> arguments[] = {Utf8(v8_isolate, name.data(), static_cast<int64_t>(name.size()))};
  v8::Local<v8::Value> exports;
  if (!builtin.As<v8::Function>()->Call(context, v8::Undefined(v8_isolate), 1, arguments).ToLocal(&exports)) return false;
  *found = exports->IsObject();
  if (!*found) return true;
  Entry& entry = entries_[name];
  entry.kind = kBuiltin;
  entry.exports.Reset(v8_isolate, exports.As<v8::Object>());
  return true;
}

// Lines and columns count from 1.
void Modules::NotePlace(ev8_isolate* isolate, v8::Local<v8::Value> exception, v8::Local<v8::Module> importer, v8::Local<v8::String> specifier) {
  unresolved_.exception.Reset(isolate->isolate, exception);
  unresolved_.line = 0;
  v8::Local<v8::FixedArray> requests = importer->GetModuleRequests();
  for (int index = 0; index < requests->Length(); index++) {
    v8::Local<v8::ModuleRequest> request = requests->Get(isolate->Context(), index).As<v8::ModuleRequest>();
    if (!request->GetSpecifier()->StringEquals(specifier)) continue;
    v8::Location place = importer->SourceOffsetToLocation(request->GetSourceOffset());
    unresolved_.line = place.GetLineNumber() + 1;
    unresolved_.column = place.GetColumnNumber() + 1;
    FindOf(isolate->isolate, importer, &unresolved_.importer);
    return;
  }
}

bool Modules::PlaceOf(v8::Isolate* isolate, v8::Local<v8::Value> exception, std::string* name, int* line, int* column, std::string* source_line) {
  if (unresolved_.line == 0 || unresolved_.exception.IsEmpty() || unresolved_.exception.Get(isolate) != exception) return false;
  *name = unresolved_.importer;
  *line = unresolved_.line;
  *column = unresolved_.column;
  const Entry* importer = Find(unresolved_.importer);
  if (importer == nullptr || importer->content == nullptr) return true;
  const char* begin = importer->content;
  const char* end = begin + importer->content_length;
  for (int skipped = 1; skipped < *line; skipped++) begin = std::find(begin, end, '\n') == end ? end : std::find(begin, end, '\n') + 1;
  *source_line = std::string(begin, std::min(std::find_if(begin, end, [](char c) { return c == '\n' || c == '\r'; }), begin + std::min<ptrdiff_t>(end - begin, 1024)));
  return true;
}

v8::MaybeLocal<v8::Module> Modules::Compile(ev8_isolate* isolate, const std::string& name) {
  Entry* entry = Find(name);
  if (!entry->module.IsEmpty()) return entry->module.Get(isolate->isolate);
  v8::Local<v8::Module> module;
  if (entry->kind == EV8_MODULE_JAVASCRIPT) {
    if (!CompileJavaScript(isolate, name, entry).ToLocal(&module)) return v8::MaybeLocal<v8::Module>();
  } else {
    std::vector<v8::Local<v8::String>> exports;
    if (!ExportNames(isolate, entry->exports, &exports)) return v8::MaybeLocal<v8::Module>();
    module = NewSyntheticModule(isolate->isolate, Utf8(isolate->isolate, name.data(), static_cast<int64_t>(name.size())), exports, OnSyntheticEvaluated);
  }
  entry->module.Reset(isolate->isolate, module);
  names_.emplace(module->GetIdentityHash(), name);
  return module;
}

v8::MaybeLocal<v8::Module> Modules::CompileJavaScript(ev8_isolate* isolate, const std::string& name, Entry* entry) {
  v8::Isolate* v8_isolate = isolate->isolate;
  v8::Local<v8::String> text = Utf8(v8_isolate, entry->content, static_cast<int64_t>(entry->content_length));
  if (text.IsEmpty()) {
    Throw(v8_isolate, "The source of '" + name + "' is too long.");
    return v8::MaybeLocal<v8::Module>();
  }
  v8::ScriptOrigin origin = Origin(v8_isolate, Utf8(v8_isolate, name.data(), static_cast<int64_t>(name.size())), true);
  v8::ScriptCompiler::Source source(text, origin, CacheOf(entry->code_cache, entry->code_cache_length));
  v8::MaybeLocal<v8::Module> module = v8::ScriptCompiler::CompileModule(v8_isolate, &source, OptionsFor(source));
  entry->cache_state = StateOf(source);
  return module;
}

bool Modules::Link(ev8_isolate* isolate, const std::string& name, bool* has_module_syntax) {
  v8::Local<v8::Module> module;
  if (Find(name) == nullptr) {
    Throw(isolate->isolate, "There is no module '" + name + "' in this deployment.");
    return false;
  }
  if (!Compile(isolate, name).ToLocal(&module)) return false;
  v8::Local<v8::Context> context = isolate->Context();
  if (!module->InstantiateModule(context, OnResolve).FromMaybe(false)) return false;
  // All names, whatever their attributes: looking at those would read bindings that are not initialised yet.
  auto every = static_cast<v8::PropertyFilter>(v8::ALL_PROPERTIES | v8::SKIP_SYMBOLS);
  v8::Local<v8::Array> exported;
  bool exports = module->GetModuleNamespace().As<v8::Object>()->GetOwnPropertyNames(context, every).ToLocal(&exported) && exported->Length() > 0;
  *has_module_syntax = exports || (module->IsSourceTextModule() && ModuleRequestCount(module) > 0);
  return true;
}

bool Modules::Evaluate(ev8_isolate* isolate, const std::string& name, v8::Local<v8::Value>* promise) {
  Entry* entry = Find(name);
  if (entry == nullptr || entry->module.IsEmpty()) {
    Throw(isolate->isolate, "The module '" + name + "' was not linked.");
    return false;
  }
  return entry->module.Get(isolate->isolate)->Evaluate(isolate->Context()).ToLocal(promise);
}

// A classic script is known by its name only for its code cache; a module of the same name gives way to it.
bool Modules::Evaluate(ev8_isolate* isolate, const ev8_module& given, ev8_local* result) {
  v8::Isolate* v8_isolate = isolate->isolate;
  v8::Local<v8::String> text = Utf8(v8_isolate, given.content, given.content_length);
  if (text.IsEmpty()) {
    Throw(v8_isolate, "The source is too long.");
    return false;
  }
  Entry entry;
  v8::ScriptCompiler::Source source(text, Origin(v8_isolate, Utf8(v8_isolate, given.name, given.name_length), false),
                                    CacheOf(given.code_cache, static_cast<size_t>(given.code_cache_length)));
  v8::Local<v8::UnboundScript> script;
  v8::Local<v8::Value> value;
  if (!v8::ScriptCompiler::CompileUnboundScript(v8_isolate, &source, OptionsFor(source)).ToLocal(&script)) return false;
  entry.cache_state = StateOf(source);
  entry.script.Reset(v8_isolate, script);
  entries_[std::string(given.name, static_cast<size_t>(given.name_length))] = std::move(entry);
  if (!script->BindToCurrentContext()->Run(isolate->Context()).ToLocal(&value)) return false;
  *result = Out(value);
  return true;
}

bool Modules::Namespace(ev8_isolate* isolate, const std::string& name, v8::Local<v8::Value>* result) {
  Entry* entry = Find(name);
  if (entry == nullptr || entry->module.IsEmpty()) return false;
  v8::Local<v8::Module> module = entry->module.Get(isolate->isolate);
  if (module->GetStatus() < v8::Module::kInstantiated) return false;
  *result = module->GetModuleNamespace();
  return true;
}

bool Modules::CodeCache(ev8_isolate* isolate, const std::string& name, ev8_bytes* bytes) {
  Entry* entry = Find(name);
  if (entry == nullptr) return false;
  std::unique_ptr<v8::ScriptCompiler::CachedData> cache;
  if (!entry->script.IsEmpty()) {
    cache.reset(v8::ScriptCompiler::CreateCodeCache(entry->script.Get(isolate->isolate)));
  } else if (!entry->module.IsEmpty() && entry->module.Get(isolate->isolate)->IsSourceTextModule()) {
    cache.reset(v8::ScriptCompiler::CreateCodeCache(entry->module.Get(isolate->isolate)->GetUnboundModuleScript()));
  }
  if (cache == nullptr) return false;
  *bytes = CopyOut(cache->data, static_cast<size_t>(cache->length));
  return bytes->data != nullptr;
}

int Modules::CacheState(const std::string& name) const {
  auto found = entries_.find(name);
  return found == entries_.end() ? EV8_CACHE_NONE : found->second.cache_state;
}

v8::MaybeLocal<v8::Module> Modules::OnResolve(v8::Local<v8::Context>, v8::Local<v8::String> specifier, v8::Local<v8::FixedArray>,
                                              v8::Local<v8::Module> referrer) {
  ev8_isolate* isolate = From(v8::Isolate::GetCurrent());
  std::string from;
  isolate->modules.FindOf(isolate->isolate, referrer, &from);
  v8::TryCatch caught(isolate->isolate);  // V8 forgets the exception of an inner compilation unless it is thrown on
  v8::MaybeLocal<v8::Module> module = isolate->modules.Resolve(isolate, ToUtf8(isolate->isolate, specifier), from);
  if (!module.IsEmpty()) return module;
  if (isolate->modules.Find(ResolveSpecifier(ToUtf8(isolate->isolate, specifier), from)) == nullptr && !caught.HasTerminated()) {
    isolate->modules.NotePlace(isolate, caught.Exception(), referrer, specifier);
  }
  caught.ReThrow();
  return module;
}

// The promise of `import()`: the namespace once the module has been linked and evaluated, or why it could not be.
v8::MaybeLocal<v8::Promise> Modules::OnImport(v8::Local<v8::Context> context, v8::Local<v8::Data>, v8::Local<v8::Value> referrer,
                                              v8::Local<v8::String> specifier, v8::Local<v8::FixedArray>) {
  ev8_isolate* isolate = From(v8::Isolate::GetCurrent());
  v8::Local<v8::Promise::Resolver> resolver;
  if (!v8::Promise::Resolver::New(context).ToLocal(&resolver)) return v8::MaybeLocal<v8::Promise>();
  v8::TryCatch caught(isolate->isolate);
  v8::Local<v8::Module> module;
  v8::Local<v8::Value> evaluated;
  if (!isolate->modules.Resolve(isolate, ToUtf8(isolate->isolate, specifier), ToUtf8(isolate->isolate, referrer)).ToLocal(&module) ||
      !module->InstantiateModule(context, OnResolve).FromMaybe(false) || !module->Evaluate(context).ToLocal(&evaluated)) {
    if (caught.HasTerminated()) {
      caught.ReThrow();
      return v8::MaybeLocal<v8::Promise>();
    }
    if (resolver->Reject(context, caught.Exception()).IsNothing()) return v8::MaybeLocal<v8::Promise>();
    return resolver->GetPromise();
  }
  auto to_namespace = [](const v8::FunctionCallbackInfo<v8::Value>& info) { info.GetReturnValue().Set(info.Data()); };
  v8::Local<v8::Function> then;
  v8::Local<v8::Promise> result;
  if (!v8::Function::New(context, to_namespace, module->GetModuleNamespace()).ToLocal(&then) ||
      !evaluated.As<v8::Promise>()->Then(context, then).ToLocal(&result)) {
    return v8::MaybeLocal<v8::Promise>();
  }
  return result;
}

void Modules::OnMeta(v8::Local<v8::Context> context, v8::Local<v8::Module> module, v8::Local<v8::Object> meta) {
  ev8_isolate* isolate = From(v8::Isolate::GetCurrent());
  std::string name;
  isolate->modules.FindOf(isolate->isolate, module, &name);
  std::string url = "file:///" + name;
  meta->CreateDataProperty(context, Utf8(isolate->isolate, "url"), Utf8(isolate->isolate, url.data(), static_cast<int64_t>(url.size()))).Check();
}

v8::MaybeLocal<v8::Value> Modules::OnSyntheticEvaluated(v8::Local<v8::Context> context, v8::Local<v8::Module> module) {
  ev8_isolate* isolate = From(v8::Isolate::GetCurrent());
  std::string name;
  Entry* entry = isolate->modules.FindOf(isolate->isolate, module, &name);
  v8::Local<v8::Promise::Resolver> resolver;
  v8::TryCatch caught(isolate->isolate);
  if (!isolate->modules.SetExports(isolate, module, *entry) || !v8::Promise::Resolver::New(context).ToLocal(&resolver) ||
      resolver->Resolve(context, v8::Undefined(isolate->isolate)).IsNothing()) {
    caught.ReThrow();
    return v8::MaybeLocal<v8::Value>();
  }
  return resolver->GetPromise();
}

bool Modules::SetExports(ev8_isolate* isolate, v8::Local<v8::Module> module, const Entry& entry) {
  v8::Isolate* v8_isolate = isolate->isolate;
  std::vector<v8::Local<v8::String>> names;
  if (!ExportNames(isolate, entry.exports, &names)) return false;
  for (v8::Local<v8::String> name : names) {
    v8::Local<v8::Value> value;
    bool has = entry.kind == kBuiltin ? entry.exports.Get(v8_isolate)->Get(isolate->Context(), name).ToLocal(&value)
                                      : SyntheticValue(isolate, entry).ToLocal(&value);
    if (!has || module->SetSyntheticModuleExport(v8_isolate, name, value).IsNothing()) return false;
  }
  return true;
}

v8::MaybeLocal<v8::Value> Modules::SyntheticValue(ev8_isolate* isolate, const Entry& entry) {
  v8::Isolate* v8_isolate = isolate->isolate;
  if (entry.kind == EV8_MODULE_BYTES) {
    v8::Local<v8::ArrayBuffer> buffer = NewBuffer(v8_isolate, entry.content_length);
    if (buffer.IsEmpty()) return v8::MaybeLocal<v8::Value>();
    if (entry.content_length > 0) std::memcpy(buffer->GetBackingStore()->Data(), entry.content, entry.content_length);
    return buffer;
  }
  if (entry.kind == EV8_MODULE_WASM) {
    v8::Local<v8::WasmModuleObject> compiled;
    if (!CompileWasm(isolate, reinterpret_cast<const uint8_t*>(entry.content), entry.content_length).ToLocal(&compiled)) return v8::MaybeLocal<v8::Value>();
    return compiled;
  }
  v8::Local<v8::String> text = Utf8(v8_isolate, entry.content, static_cast<int64_t>(entry.content_length));
  if (text.IsEmpty() || entry.kind == EV8_MODULE_TEXT) return text;
  return v8::JSON::Parse(isolate->Context(), text);
}

}  // namespace ev8

using namespace ev8;

static std::string Name(const char* name, int32_t length) { return std::string(name, static_cast<size_t>(length)); }

ev8_status ev8_module_add(ev8_isolate* isolate, const ev8_module* module) noexcept {
  return Contained(isolate, [&] { return isolate->modules.Add(isolate, *module) ? EV8_OK : EV8_INVALID; });
}

ev8_status ev8_module_link(ev8_isolate* isolate, const char* name, int32_t length, int32_t* has_module_syntax) noexcept {
  return Run(isolate, [&] {
    bool syntax = false;
    bool linked = isolate->modules.Link(isolate, Name(name, length), &syntax);
    *has_module_syntax = syntax ? 1 : 0;
    return linked;
  });
}

ev8_status ev8_module_evaluate(ev8_isolate* isolate, const char* name, int32_t length, ev8_local* promise) noexcept {
  return Run(isolate, [&] {
    v8::Local<v8::Value> result;
    if (!isolate->modules.Evaluate(isolate, Name(name, length), &result)) return false;
    *promise = Out(result);
    return true;
  });
}

ev8_status ev8_module_namespace(ev8_isolate* isolate, const char* name, int32_t length, ev8_local* result) noexcept {
  return Contained(isolate, [&] {
    v8::Local<v8::Value> value;
    if (!isolate->modules.Namespace(isolate, Name(name, length), &value)) return EV8_INVALID;
    *result = Out(value);
    return EV8_OK;
  });
}

int32_t ev8_module_cache_state(ev8_isolate* isolate, const char* name, int32_t length) noexcept {
  return isolate->modules.CacheState(Name(name, length));
}

ev8_status ev8_module_cache(ev8_isolate* isolate, const char* name, int32_t length, ev8_bytes* bytes) noexcept {
  return Contained(isolate, [&] { return isolate->modules.CodeCache(isolate, Name(name, length), bytes) ? EV8_OK : EV8_INVALID; });
}
