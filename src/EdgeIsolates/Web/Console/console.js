'use strict';
// https://console.spec.whatwg.org/#console-namespace
// Groups, counts and timers belong to the isolate; the host tells the lines of its requests apart.
const {
  ErrorCaptureStackTrace, ObjectCreate, ObjectDefineProperty, SafeMap, StringPrototypeIndexOf, StringPrototypeIncludes,
  StringPrototypeRepeat, StringPrototypeReplaceAll, StringPrototypeSlice, SymbolToStringTag, NumberPrototypeToFixed, Object, NewList,
} = internals.primordials;
const { webidl, ops, inspect, format, table } = internals;
const { converters } = webidl;

const DEBUG = 0, LOG = 1, INFO = 2, WARN = 3, ERROR = 4;
const mostGroups = 32, mostLabels = 1000;

let depth = 0;
const counts = new SafeMap(), timers = new SafeMap();

function print(level, text) {
  if (depth > 0) {
    const indent = StringPrototypeRepeat('  ', depth);
    text = indent + (StringPrototypeIncludes(text, '\n') ? StringPrototypeReplaceAll(text, '\n', `\n${indent}`) : text);
  }
  ops.op_console_log(level, text);
}

function logger(level, args) {
  if (args.length > 0) print(level, format(args));
}

function group(args) {
  logger(LOG, args);
  if (depth < mostGroups) depth++;
}

const labelOf = (label, name) => (label === undefined ? 'default' : converters.DOMString(label, `Failed to execute '${name}' on 'console'`, 'Argument 1'));

function elapsed(label) {
  const milliseconds = ops.op_time_now() - timers.get(label);
  return milliseconds < 1000 ? `${NumberPrototypeToFixed(milliseconds, 3)}ms` : `${NumberPrototypeToFixed(milliseconds / 1000, 3)}s`;
}

const console = ObjectCreate(ObjectCreate(Object.prototype));

const methods = {
  assert(condition = false, ...data) {
    if (condition) return;
    if (data.length === 0) {
      print(ERROR, 'Assertion failed');
    } else {
      if (typeof data[0] === 'string') data[0] = `Assertion failed: ${data[0]}`;
      else data = shifted('Assertion failed:', data);
      print(ERROR, format(data));
    }
  },
  clear() { depth = 0; },
  debug(...data) { logger(DEBUG, data); },
  error(...data) { logger(ERROR, data); },
  info(...data) { logger(INFO, data); },
  log(...data) { logger(LOG, data); },
  table(tabularData = undefined, properties = undefined) {
    const only = properties === undefined ? undefined : converters['sequence<DOMString>'](properties, "Failed to execute 'table' on 'console'", 'Argument 2');
    print(LOG, table(tabularData, only) ?? format([tabularData]));
  },
  trace(...data) {
    const holder = {};
    ErrorCaptureStackTrace(holder, methods.trace);
    const { stack } = holder, start = StringPrototypeIndexOf(stack, '\n');
    print(LOG, `Trace${data.length > 0 ? `: ${format(data)}` : ''}${start < 0 ? '' : StringPrototypeSlice(stack, start)}`);
  },
  warn(...data) { logger(WARN, data); },
  dir(item = undefined, options = undefined) {
    // As elsewhere, `depth: null` means no limit.
    const depthGiven = webidl.isObject(options) ? options.depth : undefined;
    print(LOG, inspect(item, { __proto__: null, depth: depthGiven === null ? Infinity : depthGiven }));
  },
  dirxml(...data) { logger(LOG, data); },
  count(label = 'default') {
    label = labelOf(label, 'count');
    const count = (counts.get(label) ?? 0) + 1;
    if (counts.size < mostLabels || count > 1) counts.set(label, count);
    print(INFO, `${label}: ${count}`);
  },
  countReset(label = 'default') {
    label = labelOf(label, 'countReset');
    if (!counts.delete(label)) print(WARN, `Count for '${label}' does not exist`);
  },
  group(...data) { group(data); },
  groupCollapsed(...data) { group(data); },
  groupEnd() { if (depth > 0) depth--; },
  time(label = 'default') {
    label = labelOf(label, 'time');
    if (timers.has(label)) print(WARN, `Timer '${label}' already exists`);
    else if (timers.size < mostLabels) timers.set(label, ops.op_time_now());
  },
  timeLog(label = 'default', ...data) {
    label = labelOf(label, 'timeLog');
    if (!timers.has(label)) print(WARN, `Timer '${label}' does not exist`);
    else print(INFO, data.length === 0 ? `${label}: ${elapsed(label)}` : `${label}: ${elapsed(label)} ${format(data)}`);
  },
  timeEnd(label = 'default') {
    label = labelOf(label, 'timeEnd');
    if (!timers.has(label)) {
      print(WARN, `Timer '${label}' does not exist`);
      return;
    }
    print(INFO, `${label}: ${elapsed(label)}`);
    timers.delete(label);
  },
};

function shifted(first, rest) {
  const list = NewList([first]);
  for (let i = 0; i < rest.length; i++) list[i + 1] = rest[i];
  return list;
}

for (const name of Object.keys(methods)) {
  ObjectDefineProperty(console, name, { __proto__: null, value: methods[name], writable: true, enumerable: true, configurable: true });
}
ObjectDefineProperty(console, SymbolToStringTag, { __proto__: null, value: 'console', writable: false, enumerable: false, configurable: true });
internals.expose('console', console);
