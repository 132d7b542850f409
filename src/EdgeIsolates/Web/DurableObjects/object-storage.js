'use strict';
// ctx.storage: https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/
//
// The host carries every operation out before its op returns, so the promises here resolve within the turn: nothing else is delivered to the object between a question
// and its answer. What a turn wrote is committed together when the turn is over.
const {
  ArrayIsArray, DatePrototypeGetTime, Map, MapPrototypeSet, NewList, Number, ObjectKeys, ObjectSetPrototypeOf, Promise, String, TypeError,
} = internals.primordials;
const { deserialize, native, objects, ops, serialize, webidl } = internals;

const token = {};
const mostKeys = 128;
const unbounded = 2147483647;

function keyOf(key, method) {
  if (typeof key !== 'string') throw new TypeError(`${method}(): a key must be a string`);
  return key;
}

function checkCount(count, method) {
  if (count > mostKeys) throw new TypeError(`Maximum number of keys is ${mostKeys}: ${method}() got ${count}`);
}

function read(object, key) {
  const bytes = ops.op_object_get(object, key);
  return bytes === null ? undefined : deserialize(bytes);
}

function readMany(object, keys) {
  checkCount(keys.length, 'get');
  const found = new Map();
  for (let i = 0; i < keys.length; i++) {
    const key = keyOf(keys[i], 'get'), bytes = ops.op_object_get(object, key);
    if (bytes !== null) MapPrototypeSet(found, key, deserialize(bytes));
  }
  return found;
}

function write(object, key, value) {
  if (value === undefined) throw new TypeError('put() called with undefined value.');
  ops.op_object_put(object, key, serialize(value));
}

function writeMany(object, entries) {
  if (!webidl.isObject(entries)) throw new TypeError('put() may only be called with a single key-value pair and optional options as put(key, value, options) or with multiple key-value pairs and optional options as put(entries, options)');
  const keys = ObjectKeys(entries), list = NewList();
  checkCount(keys.length, 'put');
  for (let i = 0; i < keys.length; i++) {
    const value = entries[keys[i]];
    if (value === undefined) throw new TypeError('put() called with undefined value.');
    list[i] = serialize(value);
  }
  for (let i = 0; i < keys.length; i++) ops.op_object_put(object, keys[i], list[i]);
}

function remove(object, keys) {
  if (!ArrayIsArray(keys)) return ops.op_object_delete(object, keyOf(keys, 'delete'));
  checkCount(keys.length, 'delete');
  for (let i = 0; i < keys.length; i++) keyOf(keys[i], 'delete');
  let count = 0;
  for (let i = 0; i < keys.length; i++) if (ops.op_object_delete(object, keys[i])) count++;
  return count;
}

const optional = (value) => (value === undefined || value === null ? null : String(value));

function limitOf(limit) {
  if (limit === undefined || limit === null) return unbounded;
  const number = Number(limit);
  if (!(number >= 1)) throw new TypeError('List limit must be positive.');
  return number;
}

// Gives one entry after the other, then null. They come page by page, each page after the last key of the one before.
function walk(object, options) {
  const { start, startAfter, end, prefix, reverse, limit } = options ?? { __proto__: null };
  if (start !== undefined && start !== null && startAfter !== undefined && startAfter !== null) throw new TypeError('list() cannot be called with both start and startAfter values.');
  const isReverse = !!reverse, text = optional(prefix) ?? '';
  let left = limitOf(limit), from = optional(start), after = optional(startAfter), to = optional(end), last = null;
  const read = () => objects.readPage(ops.op_object_list(object, from, after, to, text, isReverse, left));
  let page = read();
  return () => {
    if (page.isOver) {
      if (page.isLast || last === null || left <= 0) return null;
      if (isReverse) to = last;
      else { after = last; from = null; }
      last = null;
      page = read();
      if (page.isOver) return null;
    }
    const keyLength = page.length(), valueLength = page.length();
    last = page.text(keyLength);
    left--;
    return { __proto__: null, key: last, value: deserialize(page.bytes(valueLength)) };
  };
}

function list(object, options) {
  const found = new Map(), next = walk(object, options);
  for (let entry = next(); entry !== null; entry = next()) MapPrototypeSet(found, entry.key, entry.value);
  return found;
}

function timeOf(time) {
  const ms = native.kindOf(time) === 3 ? DatePrototypeGetTime(time) : Number(time);
  if (!(ms >= 0 && ms <= 253402300799999)) throw new TypeError('setAlarm() cannot be called with an alarm time that is no time');
  return ms;
}

// Each transaction has its key here while it runs, so that one begun inside of another is told from one beside it.
const runs = { __proto__: null };

function isInside(record) {
  const stores = native.asyncStores();
  if (stores !== undefined) for (let i = 0; i < stores.length; i += 2) if (stores[i] === runs) return stores[i + 1] === record.transaction && record.transaction !== null;
  return false;
}

function callInside(mark, callback, argument) {
  const before = native.asyncStores(), stores = NewList();
  if (before !== undefined) for (let i = 0; i < before.length; i += 2) if (before[i] !== runs) {
    stores[stores.length] = before[i];
    stores[stores.length] = before[i + 1];
  }
  stores[stores.length] = runs;
  stores[stores.length] = mark;
  native.setAsyncStores(stores);
  try {
    return callback(argument);
  } finally {
    native.setAsyncStores(before);
  }
}

class Operations {
  #object;

  constructor(key, object) {
    if (key !== token) webidl.illegalConstructor();
    this.#object = object;
  }

  async get(keys) { return ArrayIsArray(keys) ? readMany(this.#object, keys) : read(this.#object, keyOf(keys, 'get')); }

  async put(keyOrEntries, value = undefined) {
    if (typeof keyOrEntries === 'string') write(this.#object, keyOrEntries, value);
    else writeMany(this.#object, keyOrEntries);
  }

  async delete(keys) { return remove(this.#object, keys); }

  async list(options = undefined) { return list(this.#object, options); }

  async getAlarm() { return ops.op_object_alarm(this.#object); }

  async setAlarm(time) { ops.op_object_set_alarm(this.#object, timeOf(time)); }

  async deleteAlarm() { ops.op_object_set_alarm(this.#object, null); }
}

class DurableObjectTransaction extends Operations {
  #isUndone = false;

  constructor(key = undefined, object = 0) { super(key, object); }

  rollback() { this.#isUndone = true; }

  static isUndone(transaction) { return transaction.#isUndone; }
}
const { isUndone } = DurableObjectTransaction;
delete DurableObjectTransaction.isUndone;

async function transact(record, closure) {
  const { object } = record, transaction = new DurableObjectTransaction(token, object), before = record.transaction;
  ops.op_object_begin(object);
  let isKept = false;
  try {
    record.transaction = {};
    const result = await callInside(record.transaction, closure, transaction);
    isKept = !isUndone(transaction);
    return result;
  } finally {
    record.transaction = before;
    ops.op_object_end(object, isKept);
  }
}

// https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/#synchronous-kv-api: what the promises of the others give, at once.
class SyncKvStorage {
  #object;

  constructor(key = undefined, object = 0) {
    if (key !== token) webidl.illegalConstructor();
    this.#object = object;
  }

  get(key) { return read(this.#object, keyOf(key, 'get')); }

  put(key, value) { ops.op_object_put(this.#object, keyOf(key, 'put'), serialize(value)); }

  delete(key) { return ops.op_object_delete(this.#object, keyOf(key, 'delete')); }

  list(options = undefined) {
    const walkOn = walk(this.#object, options);
    const next = () => {
      const entry = walkOn();
      return entry === null ? { done: true, value: undefined } : { done: false, value: [entry.key, entry.value] };
    };
    return ObjectSetPrototypeOf({ next }, webidl.IteratorPrototype);
  }
}

class DurableObjectStorage extends Operations {
  #record;
  #sql;
  #kv;

  constructor(key = undefined, record = undefined) {
    super(key, record?.object);
    this.#record = record;
    this.#sql = objects.createSql(record.object);
    this.#kv = new SyncKvStorage(token, record.object);
  }

  get sql() { return this.#sql; }

  get kv() { return this.#kv; }

  async deleteAll() { ops.op_object_delete_all(this.#record.object); }

  sync() { return ops.op_object_sync(this.#record.object); }

  // One after another, unless one is begun inside of another; no other event comes in meanwhile.
  async transaction(closure) {
    webidl.converters.Function(closure, "Failed to execute 'transaction' on 'DurableObjectStorage'", 'Argument 1');
    const record = this.#record;
    if (isInside(record)) return transact(record, closure);
    const before = record.lastTransaction;
    let end;
    record.lastTransaction = new Promise((resolve) => { end = resolve; });
    const isShut = ops.op_object_shut(record.object, true);
    try {
      await before;
      return await transact(record, closure);
    } finally {
      end();
      if (isShut) ops.op_object_shut(record.object, false);
    }
  }

  transactionSync(closure) {
    webidl.converters.Function(closure, "Failed to execute 'transactionSync' on 'DurableObjectStorage'", 'Argument 1');
    const { object } = this.#record;
    ops.op_object_begin(object);
    let isKept = false;
    try {
      const result = closure();
      isKept = true;
      return result;
    } finally {
      ops.op_object_end(object, isKept);
    }
  }
}
webidl.configureInterface(Operations, 'DurableObjectStorageOperations');
webidl.configureInterface(DurableObjectTransaction);
webidl.configureInterface(SyncKvStorage);
webidl.configureInterface(DurableObjectStorage);

objects.createStorage = (record) => new DurableObjectStorage(token, record);
