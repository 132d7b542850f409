'use strict';
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers
//
// The host keeps the clock and knows to which request a timer belongs; here are only the callbacks. Each start is for
// one firing: an interval is started anew after its callback ran, as the standard has it, so that slow callbacks
// never pile up and the nesting clamp applies to it.
const { NumberParseInt, ReflectApply, SafeMap, StringPrototypeSplit, TypeError, globalThis: global } = internals.primordials;
const { webidl, ops, entry, events, native } = internals;
const { converters, requiredArguments } = webidl;

class Timer {
  callback;
  args;
  delay;
  repeats;
  nesting;
  stores = native.asyncStores(); // what AsyncLocalStorage held where it was started

  constructor(callback, args, delay, repeats, nesting) {
    this.callback = callback;
    this.args = args;
    this.delay = delay;
    this.repeats = repeats;
    this.nesting = nesting;
  }
}

const timers = new SafeMap();
let lastId = 0;
let nesting = 0; // the nesting level of the timer that runs now

// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps
function start(id, timer) {
  timers.set(id, timer);
  try {
    const delay = timer.nesting > 5 && timer.delay < 4 ? 4 : timer.delay;
    if (ops.op_timer_start(id, delay, false) === false) timers.delete(id); // its request has ended
  } catch (error) {
    timers.delete(id);
    throw error;
  }
}

function startNew(callback, args, delay, repeats) {
  const id = ++lastId;
  start(id, new Timer(callback, args, delay, repeats, nesting + 1));
  return id;
}

function clear(id) {
  if (timers.delete(id)) ops.op_timer_cancel(id);
}

function convert(handler, timeout, prefix) {
  if (typeof handler !== 'function') throw new TypeError(`${prefix}: Argument 1 is not a function; code in strings is not run`);
  const delay = timeout === undefined ? 0 : converters.long(timeout, prefix, 'Argument 2');
  return delay < 0 ? 0 : delay;
}

function setTimeout(handler, timeout = 0, ...args) {
  const prefix = "Failed to execute 'setTimeout'";
  requiredArguments(arguments.length, 1, prefix);
  return startNew(handler, args, convert(handler, timeout, prefix), false);
}

function setInterval(handler, timeout = 0, ...args) {
  const prefix = "Failed to execute 'setInterval'";
  requiredArguments(arguments.length, 1, prefix);
  return startNew(handler, args, convert(handler, timeout, prefix), true);
}

function clearTimeout(id = 0) {
  clear(converters.long(id, "Failed to execute 'clearTimeout'", 'Argument 1'));
}

function clearInterval(id = 0) {
  clear(converters.long(id, "Failed to execute 'clearInterval'", 'Argument 1'));
}

// Called by the host when a timer is due.
entry.timer = (id) => {
  const timer = timers.get(id);
  if (timer === undefined) return;
  if (!timer.repeats) timers.delete(id);
  nesting = timer.nesting;
  if (timer.stores !== undefined) native.setAsyncStores(timer.stores);
  try {
    ReflectApply(timer.callback, global, timer.args);
  } catch (error) {
    events.reportException(error);
  } finally {
    nesting = 0;
  }
  if (timer.repeats && timers.has(id)) {
    timer.nesting++;
    start(id, timer);
  }
};

// Called by the host when a request is over: its timers died with it.
entry.forgetTimers = (ids) => {
  const list = StringPrototypeSplit(ids, ',');
  for (let i = 0; i < list.length; i++) timers.delete(NumberParseInt(list[i], 10));
};

// A task of its own, as soon as the host comes to it; false when the request has ended.
function startTask(callback) {
  const id = ++lastId;
  start(id, new Timer(callback, [], 0, false, 0));
  return timers.has(id);
}

internals.timers = { __proto__: null, start: (callback, delay) => startNew(callback, [], delay, false), startTask, clear };

internals.exposeOperation('setTimeout', setTimeout);
internals.exposeOperation('setInterval', setInterval);
internals.exposeOperation('clearTimeout', clearTimeout);
internals.exposeOperation('clearInterval', clearInterval);
