'use strict';
// ctx.storage.sql: https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/#exec
// A statement has run when exec returns; the rows of one that only reads come page by page.
const {
  Error, JSONParse, Number, ObjectDefineProperty, ObjectSetPrototypeOf, String, StringPrototypeIndexOf, StringPrototypeSlice, SymbolIterator, TypeError,
} = internals.primordials;
const { objects, ops, webidl } = internals;

const token = {};

class SqlStorageCursor {
  #object;
  #cursor;
  #names;
  #page = null;

  constructor(key = undefined, object = 0, cursor = 0) {
    if (key !== token) webidl.illegalConstructor();
    this.#object = object;
    this.#cursor = cursor;
    this.#names = JSONParse(ops.op_object_columns(object, cursor));
    this.#turn();
  }

  get columnNames() {
    const names = [];
    for (let i = 0; i < this.#names.length; i++) define(names, i, this.#names[i]);
    return names;
  }

  get rowsRead() { return this.#count(0); }

  get rowsWritten() { return this.#count(1); }

  next() {
    const values = this.#values();
    return values === null ? { done: true, value: undefined } : { done: false, value: this.#row(values) };
  }

  toArray() {
    const rows = [];
    for (let values = this.#values(); values !== null; values = this.#values()) define(rows, rows.length, this.#row(values));
    return rows;
  }

  one() {
    const first = this.#values();
    if (first === null) throw new Error('Expected exactly one result from SQL query, but got no results.');
    if (this.#values() !== null) throw new Error('Expected exactly one result from SQL query, but got multiple results.');
    return this.#row(first);
  }

  raw() {
    const next = () => {
      const values = this.#values();
      return values === null ? { done: true, value: undefined } : { done: false, value: values };
    };
    const toArray = () => {
      const rows = [];
      for (let values = this.#values(); values !== null; values = this.#values()) define(rows, rows.length, values);
      return rows;
    };
    const iterator = ObjectSetPrototypeOf({ next, toArray }, webidl.IteratorPrototype);
    return iterator;
  }

  [SymbolIterator]() { return this; }

  #turn() {
    this.#page = objects.readPage(ops.op_object_rows(this.#object, this.#cursor));
  }

  // The values of the next row; null when there is none.
  #values() {
    while (this.#page.isOver) {
      if (this.#page.isLast || this.#names.length === 0) return null;
      this.#turn();
    }
    const values = [];
    for (let i = 0; i < this.#names.length; i++) define(values, i, this.#page.value());
    return values;
  }

  #row(values) {
    const row = {};
    for (let i = 0; i < values.length; i++) define(row, this.#names[i], values[i]);
    return row;
  }

  #count(part) {
    const text = ops.op_object_counts(this.#object, this.#cursor), colon = StringPrototypeIndexOf(text, ':');
    return Number(part === 0 ? StringPrototypeSlice(text, 0, colon) : StringPrototypeSlice(text, colon + 1));
  }
}
webidl.configureInterface(SqlStorageCursor);

// As assignment does, past what a script may have put on a prototype.
const define = (target, key, value) => ObjectDefineProperty(target, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });

class SqlStorage {
  #object;

  constructor(key = undefined, object = 0) {
    if (key !== token) webidl.illegalConstructor();
    this.#object = object;
  }

  exec(query, ...values) {
    webidl.requiredArguments(arguments.length, 1, "Failed to execute 'exec' on 'SqlStorage'");
    const sql = String(query), object = this.#object;
    for (let i = 0; i < values.length; i++) check(values[i]);
    for (let i = 0; i < values.length; i++) ops.op_object_bind(object, values[i]);
    return new SqlStorageCursor(token, object, ops.op_object_exec(object, sql));
  }

  get databaseSize() { return ops.op_object_size(this.#object); }
}
webidl.configureInterface(SqlStorage);

function check(value) {
  const type = typeof value;
  if (value === null || type === 'undefined' || type === 'string' || type === 'number' || type === 'boolean' || webidl.isBufferSource(value)) return;
  throw new TypeError(`A value for SQL must be a string, a number, a boolean, null, or an ArrayBuffer; this is a ${type}`);
}

objects.createSql = (object) => new SqlStorage(token, object);
