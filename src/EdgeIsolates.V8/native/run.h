// One door into JavaScript: budgets looked at before, termination and exceptions told apart after.
#ifndef EDGE_V8_RUN_H_
#define EDGE_V8_RUN_H_

#include "isolate.h"
#include "values.h"

namespace ev8 {

// `body` answers false when it left an exception. While a termination is not settled nothing runs.
template <class Body>
ev8_status Run(ev8_isolate* isolate, Body&& body) noexcept {
  return Contained(isolate, [&] {
    int32_t turn = isolate->cpu.turn();
    bool over = isolate->cpu.IsOver(turn);
    if (over || isolate->cpu.IsCondemned(turn)) {
      isolate->cpu.stopped = turn;
      isolate->StopFor(over ? EV8_REASON_CPU : EV8_REASON_HOST);
    }
    if (!isolate->Settled()) return EV8_TERMINATED;
    v8::TryCatch caught(isolate->isolate);
    bool done = body();
    if (!isolate->Settled() || caught.HasTerminated()) return EV8_TERMINATED;
    if (done) return EV8_OK;
    isolate->errors.Capture(isolate, caught);
    return EV8_EXCEPTION;
  });
}

}  // namespace ev8

#endif
