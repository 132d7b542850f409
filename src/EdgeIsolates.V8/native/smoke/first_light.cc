// What must hold on every V8 that we compile against, told by exit code: a snapshot makes isolates, code runs, the request follows `await`,
// a loop is stopped by CPU time, a memory bomb costs only its own isolate.
#include <edge_v8.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace {

int last_op_request = -1;

void Require(bool holds, const char* what) {
  std::printf("  %s %s\n", holds ? "ok" : "NOT", what);
  if (!holds) std::exit(1);
}

void Op(void* owner, int32_t, const ev8_value*, int32_t, ev8_value* result) {
  last_op_request = ev8_request_current(static_cast<ev8_isolate*>(*static_cast<void**>(owner)));
  std::memset(result, 0, sizeof(*result));
}

void TaskPosted(void*) {}
int32_t Write(void*, const char*, int32_t) { return 1; }
void Release(void*) {}

const char kSource[] =
    "'use strict'; const { ops, entry } = internals;"
    "entry.add = (a, b) => a + b;"
    "entry.later = async () => { await null; await null; ops.op_smoke_note(); };"
    "entry.spin = () => { for (;;); };"
    "entry.bomb = () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); };"
    "entry.giant = () => new Array(5e8).fill(0);";

struct Guest {
  ev8_isolate* isolate = nullptr;
  void* owner = nullptr;

  explicit Guest(const ev8_snapshot* snapshot) {
    ev8_isolate_options options = {};
    options.limit_bytes = 32 << 20;
    options.array_buffer_bytes = 32 << 20;
    options.stack_bytes = 512 << 10;
    options.owner = &owner;
    Require(ev8_isolate_new(snapshot, &options, &isolate) == EV8_OK, "an isolate comes from the snapshot");
    owner = isolate;
  }
  ~Guest() { ev8_isolate_dispose(isolate); }

  ev8_status Call(const char* name, const ev8_local* arguments, int32_t count, ev8_local* result) {
    ev8_local function;
    ev8_status status = ev8_entry(isolate, name, static_cast<int32_t>(std::strlen(name)), &function);
    return status == EV8_OK ? ev8_call_function(isolate, function, arguments, count, result) : status;
  }

  void Answers() {
    Require(ev8_enter(isolate) == EV8_OK, "it is entered");
    ev8_value number = {};
    number.kind = EV8_INT32;
    number.integer = 21;
    ev8_local arguments[2];
    ev8_new_value(isolate, &number, &arguments[0]);
    ev8_new_value(isolate, &number, &arguments[1]);
    ev8_local sum;
    ev8_value value = {};
    Require(Call("add", arguments, 2, &sum) == EV8_OK && ev8_describe(isolate, sum, &value) == EV8_OK && value.integer == 42, "it answers");
    ev8_exit(isolate);
  }

  ev8_status Stopped(const char* name) {
    ev8_enter(isolate);
    ev8_request_begin(isolate, 1, 50 * 1000000LL);
    ev8_request_switch(isolate, 1);
    ev8_local result;
    ev8_status status = Call(name, nullptr, 0, &result);
    ev8_exit(isolate);
    return status;
  }
};

}  // namespace

int main() {
  std::printf("V8 %s\n", ev8_v8_version());
  Require(ev8_version() == EV8_ABI_VERSION, "the library has the header's version");
  ev8_callbacks callbacks = {sizeof(ev8_callbacks), Op, TaskPosted, Write, Release};
  Require(ev8_initialize(&callbacks, "") == EV8_OK, "V8 starts");

  ev8_script script = {"smoke.js", 8, kSource, sizeof(kSource) - 1};
  ev8_text op = {"op_smoke_note", 13};
  ev8_snapshot* snapshot = nullptr;
  ev8_bytes fault = {};
  Require(ev8_snapshot_new(&script, 1, &op, 1, &snapshot, &fault) == EV8_OK, "a snapshot is built");

  Guest neighbour(snapshot);
  neighbour.Answers();

  ev8_enter(neighbour.isolate);
  ev8_local result;
  ev8_request_begin(neighbour.isolate, 7, 1000 * 1000000LL);
  ev8_request_switch(neighbour.isolate, 7);
  Require(neighbour.Call("later", nullptr, 0, &result) == EV8_OK, "an async function starts");
  ev8_request_switch(neighbour.isolate, 0);
  Require(ev8_run_microtasks(neighbour.isolate) == EV8_OK && last_op_request == 7, "the request follows await");
  ev8_request_end(neighbour.isolate, 7);
  ev8_exit(neighbour.isolate);

  {
    Guest spinning(snapshot);
    Require(spinning.Stopped("spin") == EV8_TERMINATED && ev8_isolate_reason(spinning.isolate) == EV8_REASON_CPU, "a loop is stopped by its CPU limit");
  }
  for (const char* bomb : {"bomb", "giant"}) {
    Guest hostile(snapshot);
    ev8_status status = hostile.Stopped(bomb);
    Require(status == EV8_TERMINATED || status == EV8_LOST, bomb);
    neighbour.Answers();
  }
  return 0;
}
