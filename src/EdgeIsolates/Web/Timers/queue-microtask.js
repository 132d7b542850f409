'use strict';
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-queuemicrotask
const { webidl, events } = internals;

// `await undefined` is one microtask that no patched Promise can see.
async function run(callback) {
  await undefined;
  try {
    callback();
  } catch (error) {
    events.reportException(error);
  }
}

function queueMicrotask(callback) {
  const prefix = "Failed to execute 'queueMicrotask'";
  webidl.requiredArguments(arguments.length, 1, prefix);
  run(webidl.converters.Function(callback, prefix, 'Argument 1'));
}

internals.queueMicrotask = run;
internals.exposeOperation('queueMicrotask', queueMicrotask);
