'use strict';
// https://w3c.github.io/performance-timeline/: the entries of the isolate, and who observes them.
//
// An isolate outlives its requests, so the buffer keeps the newest entries only. Observers are told in a microtask: a
// task would belong to a request and could die with it, while observers belong to the isolate.
const { ArrayPrototypeSort, NewList, ReflectApply } = internals.primordials;
const { timeline, events } = internals;
const { nameOf, typeOf, startOf } = timeline;

const mostEntries = 4096;

let buffer = NewList();
let dropped = 0;
let observers = NewList();
let telling = false;

// https://w3c.github.io/performance-timeline/#filter-buffer-by-name-and-type
function filter(entries, name, type) {
  const result = [];
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if ((name === undefined || nameOf(entry) === name) && (type === undefined || typeOf(entry) === type)) result[result.length] = entry;
  }
  return ArrayPrototypeSort(result, (a, b) => startOf(a) - startOf(b));
}

function without(entries, name, type) {
  const rest = NewList();
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (typeOf(entry) !== type || (name !== undefined && nameOf(entry) !== name)) rest[rest.length] = entry;
  }
  return rest;
}

// The list with the entry at its end; the older half goes when it is full.
function appended(entries, entry) {
  if (entries.length >= mostEntries) {
    const newest = NewList();
    for (let i = entries.length / 2; i < entries.length; i++) newest[newest.length] = entries[i];
    dropped += entries.length - newest.length;
    entries = newest;
  }
  entries[entries.length] = entry;
  return entries;
}

// https://w3c.github.io/performance-timeline/#queue-a-performanceentry
function queue(entry) {
  buffer = appended(buffer, entry);
  const type = typeOf(entry);
  for (let i = 0; i < observers.length; i++) {
    const observer = observers[i];
    if (observer.types.has(type)) observer.buffer = appended(observer.buffer, entry);
  }
  tell();
}

// https://w3c.github.io/performance-timeline/#queue-the-performanceobserver-task
function tell() {
  if (telling || observers.length === 0) return;
  telling = true;
  internals.queueMicrotask(() => {
    telling = false;
    const told = observers;
    for (let i = 0; i < told.length; i++) notify(told[i]);
  });
}

function notify(observer) {
  const entries = observer.buffer;
  if (entries.length === 0) return;
  observer.buffer = NewList();
  const options = observer.told ? {} : { droppedEntriesCount: dropped };
  observer.told = true;
  try {
    ReflectApply(observer.callback, observer.object, [timeline.newEntryList(entries), observer.object, options]);
  } catch (error) {
    events.reportException(error);
  }
}

Object.assign(timeline, {
  filter, queue,
  entries: (name, type) => filter(buffer, name, type),
  clear: (name, type) => { buffer = without(buffer, name, type); },
  // The newest mark of that name, or undefined.
  lastMark: (name) => {
    for (let i = buffer.length - 1; i >= 0; i--) if (typeOf(buffer[i]) === 'mark' && nameOf(buffer[i]) === name) return buffer[i];
    return undefined;
  },
  // https://w3c.github.io/performance-timeline/#dom-performanceobserver-observe, the steps for `buffered`
  replay: (observer, type) => {
    for (let i = 0; i < buffer.length; i++) if (typeOf(buffer[i]) === type) observer.buffer = appended(observer.buffer, buffer[i]);
    if (observer.buffer.length > 0) tell();
  },
  register: (observer) => {
    for (let i = 0; i < observers.length; i++) if (observers[i] === observer) return;
    const list = NewList();
    for (let i = 0; i < observers.length; i++) list[i] = observers[i];
    list[list.length] = observer;
    observers = list;
  },
  unregister: (observer) => {
    const list = NewList();
    for (let i = 0; i < observers.length; i++) if (observers[i] !== observer) list[list.length] = observers[i];
    observers = list;
  },
});
