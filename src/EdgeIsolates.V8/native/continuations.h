// What follows a request through its promises.
//
// Idea: V8 keeps one value beside each promise reaction and puts it back when the reaction runs. It is the request's number, or, once the script has
// stores of AsyncLocalStorage, a frame: an object of two internal fields, the number and the stores. Scripts never see a frame, so none can forge one, and
// setting stores never changes the number: whoever calls back into another request's snapshot of stores is still charged for it himself.
// V8 10.2 keeps nothing for the call of a thenable's `then` (`await query` of many a client): that is the turn's.
// The host sets the number at each turn, which drops the stores of the turn before.
#ifndef EDGE_V8_CONTINUATIONS_H_
#define EDGE_V8_CONTINUATIONS_H_

#include "v8_version.h"

namespace ev8 {

void AsyncStores(const v8::FunctionCallbackInfo<v8::Value>& info);
void SetAsyncStores(const v8::FunctionCallbackInfo<v8::Value>& info);

}  // namespace ev8

#endif
