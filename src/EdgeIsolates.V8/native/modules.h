// The modules of one deployment, known by name, compiled when first imported.
//
// A specifier that begins with `./` or `../` is resolved against the name of the module that imports it; any other is a name as it stands.
// A name that the deployment does not have may be a built-in module of the snapshot: `internals.entry.builtin(name)` answers an object whose enumerable
// properties are the exports, undefined when it knows no such name, or throws why it is not provided. Any other unknown name is a TypeError that tells
// both names; what cannot be resolved is told with the place of the import.
#ifndef EDGE_V8_MODULES_H_
#define EDGE_V8_MODULES_H_

#include <string>
#include <unordered_map>
#include <vector>

#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

class Modules {
 public:
  static void Install(v8::Isolate* isolate);
  void Clear();

  bool Add(ev8_isolate* isolate, const ev8_module& module);
  // Each leaves an exception pending and answers false (or an empty handle) when it fails.
  bool Link(ev8_isolate* isolate, const std::string& name, bool* has_module_syntax);
  bool Evaluate(ev8_isolate* isolate, const std::string& name, v8::Local<v8::Value>* promise);
  bool Evaluate(ev8_isolate* isolate, const ev8_module& script, ev8_local* result);
  bool Namespace(ev8_isolate* isolate, const std::string& name, v8::Local<v8::Value>* result);
  bool CodeCache(ev8_isolate* isolate, const std::string& name, ev8_bytes* bytes);
  int CacheState(const std::string& name) const;
  // Where the import stands that ended in this exception, if that is known.
  bool PlaceOf(v8::Isolate* isolate, v8::Local<v8::Value> exception, std::string* name, int* line, int* column, std::string* source_line);

 private:
  static constexpr int kBuiltin = -1;  // a kind that no deployment has

  struct Entry {
    int kind = EV8_MODULE_JAVASCRIPT;
    const char* content = nullptr;  // both in the isolate's `sources`
    size_t content_length = 0;
    const uint8_t* code_cache = nullptr;
    size_t code_cache_length = 0;
    int cache_state = EV8_CACHE_NONE;
    v8::Global<v8::Module> module;
    v8::Global<v8::UnboundScript> script;  // of a classic script
    v8::Global<v8::Object> exports;        // of a built-in
  };
  struct Unresolved {
    v8::Global<v8::Value> exception;
    std::string importer;
    int line;
    int column;
  };

  static v8::MaybeLocal<v8::Module> OnResolve(v8::Local<v8::Context> context, v8::Local<v8::String> specifier,
                                              v8::Local<v8::FixedArray> attributes, v8::Local<v8::Module> referrer);
  static v8::MaybeLocal<v8::Promise> OnImport(v8::Local<v8::Context> context, v8::Local<v8::Data> options,
                                              v8::Local<v8::Value> referrer, v8::Local<v8::String> specifier,
                                              v8::Local<v8::FixedArray> attributes);
  static void OnMeta(v8::Local<v8::Context> context, v8::Local<v8::Module> module, v8::Local<v8::Object> meta);
  static v8::MaybeLocal<v8::Value> OnSyntheticEvaluated(v8::Local<v8::Context> context, v8::Local<v8::Module> module);

  Entry* Find(const std::string& name);
  Entry* FindOf(v8::Isolate* isolate, v8::Local<v8::Module> module, std::string* name);
  v8::MaybeLocal<v8::Module> Compile(ev8_isolate* isolate, const std::string& name);
  v8::MaybeLocal<v8::Module> CompileJavaScript(ev8_isolate* isolate, const std::string& name, Entry* entry);
  bool AddBuiltin(ev8_isolate* isolate, const std::string& name, bool* found);
  v8::MaybeLocal<v8::Module> Resolve(ev8_isolate* isolate, const std::string& specifier, const std::string& referrer);
  void NotePlace(ev8_isolate* isolate, v8::Local<v8::Value> exception, v8::Local<v8::Module> importer, v8::Local<v8::String> specifier);
  bool SetExports(ev8_isolate* isolate, v8::Local<v8::Module> module, const Entry& entry);
  v8::MaybeLocal<v8::Value> SyntheticValue(ev8_isolate* isolate, const Entry& entry);

  std::unordered_map<std::string, Entry> entries_;
  std::unordered_multimap<int, std::string> names_;  // by V8's identity hash
  Unresolved unresolved_;                            // the last one
};

std::string ResolveSpecifier(const std::string& specifier, const std::string& referrer);

}  // namespace ev8

#endif
