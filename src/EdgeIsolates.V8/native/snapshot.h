// The start-up snapshot: the whole Web API, evaluated once, from which every isolate begins.
//
// Each script is the body of a function of one parameter, `internals`:
//   internals.ops.NAME      a host op: one native function per name, told apart by its index
//   internals.native.NAME   the built-ins of natives.h
//   internals.entry         what the host calls later; the one thing an isolate keeps a handle on
// The sources stay outside of V8's heap, one copy for all isolates. V8 writes them into the snapshot as references, so the table of external references
// (our native functions and the sources) must be the same when the snapshot is made and when it is read.
#ifndef EDGE_V8_SNAPSHOT_H_
#define EDGE_V8_SNAPSHOT_H_

#include <memory>
#include <string>
#include <vector>

#include "edge_v8.h"
#include "v8_version.h"

namespace ev8 {

class SharedSource final : public v8::String::ExternalOneByteStringResource {
 public:
  explicit SharedSource(std::string ascii) : text_(std::move(ascii)) {}
  const char* data() const override { return text_.data(); }
  size_t length() const override { return text_.size(); }
  void Dispose() override {}  // an isolate lets go of it; the snapshot owns it

 private:
  std::string text_;
};

}  // namespace ev8

struct ev8_snapshot {
  mutable v8::StartupData blob{nullptr, 0};  // V8 10.2 takes it without const
  std::vector<std::unique_ptr<ev8::SharedSource>> sources;
  std::vector<intptr_t> references;  // ends with 0
  size_t entry_index = 0;
  size_t own_wasm_index = 0;
};

#endif
