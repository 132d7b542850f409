#include "run.h"

using namespace ev8;

ev8_status ev8_call_function(ev8_isolate* isolate, ev8_local function, const ev8_local* arguments, int32_t count,
                             ev8_local* result) noexcept {
  static constexpr int kMost = 16;
  if (count > kMost || !In(function)->IsFunction()) return EV8_INVALID;
  return Run(isolate, [&] {
    v8::Local<v8::Value> values[kMost];
    for (int index = 0; index < count; index++) values[index] = In(arguments[index]);
    v8::Local<v8::Value> returned;
    if (!In<v8::Function>(function)->Call(isolate->Context(), v8::Undefined(isolate->isolate), count, values).ToLocal(&returned)) return false;
    *result = Out(returned);
    return true;
  });
}

ev8_status ev8_run_microtasks(ev8_isolate* isolate) noexcept {
  return Run(isolate, [&] {
    isolate->tasks->RunDue();
    if (isolate->cpu.BeginReactions()) RequestSample(isolate);
    isolate->isolate->PerformMicrotaskCheckpoint();
    isolate->cpu.EndReactions();
    return true;
  });
}

ev8_status ev8_evaluate(ev8_isolate* isolate, const ev8_module* source, ev8_local* result) noexcept {
  return Run(isolate, [&] { return isolate->modules.Evaluate(isolate, *source, result); });
}

int64_t ev8_promise_new(ev8_isolate* isolate, ev8_local* promise) noexcept {
  int64_t id = 0;
  Contained(isolate, [&] {
    v8::Local<v8::Promise::Resolver> resolver;
    if (!v8::Promise::Resolver::New(isolate->Context()).ToLocal(&resolver)) return EV8_EXCEPTION;
    *promise = Out(resolver->GetPromise());
    id = isolate->next_promise++;
    isolate->promises.emplace(id, v8::Global<v8::Promise::Resolver>(isolate->isolate, resolver));
    return EV8_OK;
  });
  return id;
}

ev8_status ev8_promise_settle(ev8_isolate* isolate, int64_t promise, const ev8_value* value) noexcept {
  return Run(isolate, [&] {
    auto found = isolate->promises.find(promise);
    if (found == isolate->promises.end()) return true;
    v8::Local<v8::Promise::Resolver> resolver = found->second.Get(isolate->isolate);
    isolate->promises.erase(found);
    v8::Local<v8::Context> context = isolate->Context();
    if (value->kind == EV8_THROW) return resolver->Reject(context, NewError(isolate, *value)).FromMaybe(false);
    return resolver->Resolve(context, ToLocal(isolate, *value)).FromMaybe(false);
  });
}

void ev8_promise_forget(ev8_isolate* isolate, int64_t promise) noexcept {
  Contained(isolate, [&] {
    isolate->promises.erase(promise);
    return EV8_OK;
  });
}

int32_t ev8_promise_state(ev8_isolate* isolate, ev8_local promise, ev8_local* value) noexcept {
  int32_t state = -1;
  Contained(isolate, [&] {
    if (!In(promise)->IsPromise()) return EV8_INVALID;
    v8::Local<v8::Promise> asked = In<v8::Promise>(promise);
    state = asked->State();
    if (state != v8::Promise::kPending) {
      asked->MarkAsHandled();
      *value = Out(asked->Result());
    }
    return EV8_OK;
  });
  return state;
}
