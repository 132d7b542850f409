// Host ops: one native function stands behind every name of `internals.ops`; its data is the op's index.
#include "natives.h"
#include "run.h"

namespace ev8 {

static constexpr int kMostArguments = 16;

void InvokeOp(const v8::FunctionCallbackInfo<v8::Value>& info) {
  ev8_isolate* isolate = From(info.GetIsolate());
  if (isolate == nullptr) {
    info.GetIsolate()->ThrowException(v8::Exception::Error(Utf8(info.GetIsolate(), "Host ops cannot be called while the snapshot is made.")));
    return;
  }
  ev8_value arguments[kMostArguments];
  int count = std::min(info.Length(), kMostArguments);
  for (int index = 0; index < count; index++) arguments[index] = Describe(info[index]);
  ev8_value result{};
  {
    ClosedFrame closed;
    callbacks.op(isolate->owner, info.Data().As<v8::Int32>()->Value(), arguments, count, &result);
  }
  if (isolate->lost) Rescue(isolate->lost_text);  // lost in a call that the op made; this frame goes too
  if (result.kind == EV8_THROW) {
    isolate->isolate->ThrowException(NewError(isolate, result));
  } else {
    info.GetReturnValue().Set(ToLocal(isolate, result));
  }
}

}  // namespace ev8
