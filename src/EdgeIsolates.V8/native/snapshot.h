// The start-up snapshot: the whole Web API, evaluated once, from which every isolate begins.
//
// Each script is the body of a function of one parameter, `internals`:
//   internals.ops.NAME      a host op: one native function per name, told apart by its index
//   internals.native.NAME   the built-ins of natives.h
//   internals.entry         what the host calls later; the one thing an isolate keeps a handle on
// The tables of external references must be the same when the snapshot is made and when it is read.
#ifndef EDGE_V8_SNAPSHOT_H_
#define EDGE_V8_SNAPSHOT_H_

#include "edge_v8.h"
#include "v8_version.h"

struct ev8_snapshot {
  mutable v8::StartupData blob{nullptr, 0};  // V8 10.2 takes it without const
  size_t entry_index = 0;
  size_t own_wasm_index = 0;
};

namespace ev8 {

const intptr_t* ExternalReferences();

}  // namespace ev8

#endif
