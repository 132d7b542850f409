'use strict';
// The global object as an EventTarget, and what happens to errors nobody caught.
const {
  Number, ObjectSetPrototypeOf, RegExpPrototypeExec,
  globalThis: global,
} = internals.primordials;
const { webidl, events, entry, ops } = internals;
const { requiredArguments } = webidl;

// https://html.spec.whatwg.org/multipage/workers.html#workerglobalscope
class WorkerGlobalScope extends internals.EventTarget {
  constructor() { webidl.illegalConstructor(); }
}
class ServiceWorkerGlobalScope extends WorkerGlobalScope {
  constructor() { webidl.illegalConstructor(); }
}
webidl.configureInterface(WorkerGlobalScope);
webidl.configureInterface(ServiceWorkerGlobalScope);
internals.expose('WorkerGlobalScope', WorkerGlobalScope);
internals.expose('ServiceWorkerGlobalScope', ServiceWorkerGlobalScope);
ObjectSetPrototypeOf(global, ServiceWorkerGlobalScope.prototype);

internals.exposeAttribute('self', () => global);
internals.exposeAttribute('isSecureContext', () => true);
events.defineHandler(global, 'error');
events.defineHandler(global, 'unhandledrejection');
events.defineHandler(global, 'rejectionhandled');

const frame = /^ +at (?:.*\()?([^()\n]+):([0-9]+):([0-9]+)\)?$/m;

// Where an error comes from, by its stack; no getter of the tenant runs.
function locationOf(error) {
  const stack = webidl.isObject(error) && !internals.native.isProxy(error) ? internals.descriptorOf(error, 'stack')?.value : undefined;
  const match = typeof stack === 'string' ? RegExpPrototypeExec(frame, stack) : null;
  return match === null
    ? { __proto__: null, filename: '', lineno: 0, colno: 0 }
    : { __proto__: null, filename: match[1], lineno: Number(match[2]), colno: Number(match[3]) };
}

let reporting = false;

// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
function reportException(error) {
  if (!reporting && events.hasListeners(global, 'error')) {
    reporting = true;
    try {
      const { filename, lineno, colno } = locationOf(error);
      const message = `Uncaught ${internals.inspect.brief(error)}`;
      const event = new events.ErrorEvent('error', { __proto__: null, cancelable: true, message, filename, lineno, colno, error });
      events.innerOf(event).trusted = true;
      if (!events.dispatch(event, global)) return;
    } finally {
      reporting = false;
    }
  }
  if (ops.op_error_report !== undefined) ops.op_error_report(error);
  else ops.op_console_log(4, `Uncaught ${internals.inspect(error)}`);
}
events.reportException = reportException;

// https://html.spec.whatwg.org/multipage/webappapis.html#dom-reporterror
function reportError(e) {
  requiredArguments(arguments.length, 1, "Failed to execute 'reportError'");
  reportException(e);
}
internals.exposeOperation('reportError', reportError);

// https://html.spec.whatwg.org/multipage/webappapis.html#notify-about-rejected-promises
// True when a listener said that it deals with it.
entry.rejection = (type, promise, reason) => {
  if (!events.hasListeners(global, type)) return false;
  const event = new events.PromiseRejectionEvent(type, { __proto__: null, cancelable: type === 'unhandledrejection', promise, reason });
  events.innerOf(event).trusted = true;
  return !events.dispatch(event, global);
};
