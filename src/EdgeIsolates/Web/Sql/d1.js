'use strict';
// A SQL database in env: https://developers.cloudflare.com/d1/worker-api/. The host gets all statements of a call as one JSON text, and their
// bytes beside it; it answers with the JSON of the results. The other side is in Bindings/Sql/SqlCalls.cs.
const {
  ArrayIsArray, Error, JSONStringify, NewList, ObjectPrototypeHasOwnProperty, PromisePrototypeThen, PromiseReject, Symbol,
  TypedArrayPrototypeGetByteLength, TypedArrayPrototypeSet, TypeError, Uint8Array,
} = internals.primordials;
const { bindings, bytes, webidl } = internals;
const { converters, isBufferSource, scalarValues, requiredArguments } = webidl;

const token = Symbol('D1');
const none = NewList();

const failure = (kind, message, cause) => new Error(`${kind}: ${message}`, { __proto__: null, cause: cause ?? new Error(message) });
const rethrow = (kind) => (error) => { throw failure(kind, error.message, error); };

function isByteList(value) {
  if (!ArrayIsArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (typeof value[i] !== 'number' || !(value[i] >= 0 && value[i] < 256)) return false;
  return true;
}

function toParameter(value) {
  switch (typeof value) {
    case 'number': return value;
    case 'string': return scalarValues(value);
    case 'boolean': return value ? 1 : 0;
    case 'object':
      if (value === null) return value;
      if (isBufferSource(value)) return bytes.copyOf(value);
      if (isByteList(value)) return new Uint8Array(toList(value));
  }
  throw failure('D1_TYPE_ERROR', `Type '${typeof value}' not supported for value '${value}'`);
}

function toList(array) {
  const list = NewList();
  for (let i = 0; i < array.length; i++) list[i] = array[i];
  return list;
}

// A statement is [text, ...parameters]; bytes are their length, in a list.
function pack(statements) {
  const list = NewList(), blobs = NewList();
  let length = 0;
  for (let i = 0; i < statements.length; i++) {
    const { text, parameters } = statements[i], packed = NewList([text]);
    for (let j = 0; j < parameters.length; j++) {
      const value = parameters[j], isBlob = typeof value === 'object' && value !== null;
      if (isBlob) {
        blobs[blobs.length] = value;
        length += TypedArrayPrototypeGetByteLength(value);
      }
      packed[j + 1] = isBlob ? NewList([TypedArrayPrototypeGetByteLength(value)]) : value;
    }
    list[i] = packed;
  }
  return { __proto__: null, json: JSONStringify(list), blobs: joined(blobs, length) };
}

function joined(blobs, length) {
  const all = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < blobs.length; i++) {
    TypedArrayPrototypeSet(all, blobs[i], at);
    at += TypedArrayPrototypeGetByteLength(blobs[i]);
  }
  return all;
}

// A promise of what is taken from the results of statements; rows come as objects, or as arrays.
function send(target, format, statements, take) {
  const packed = pack(statements);
  return PromisePrototypeThen(PromisePrototypeThen(target.call('query', NewList([format, packed.json, packed.blobs])), undefined, rethrow('D1_ERROR')), take);
}

let partsOf;

class D1PreparedStatement {
  #target;
  #text;
  #parameters;

  constructor(key, target, text, parameters) {
    if (key !== token) webidl.illegalConstructor();
    this.#target = target;
    this.#text = text;
    this.#parameters = parameters;
  }

  static {
    partsOf = (statement) => {
      if (!webidl.isObject(statement) || !(#target in statement)) throw new TypeError('A batch takes statements that prepare() made');
      return { __proto__: null, text: statement.#text, parameters: statement.#parameters };
    };
  }

  bind(...values) {
    const parameters = NewList();
    for (let i = 0; i < values.length; i++) parameters[i] = toParameter(values[i]);
    return new D1PreparedStatement(token, this.#target, this.#text, parameters);
  }

  all() { return this.#run('objects', firstOf); }

  run() { return this.#run('objects', firstOf); }

  first(column = undefined) {
    if (column !== undefined) column = converters.DOMString(column, "Failed to execute 'first' on 'D1PreparedStatement'", 'Argument 1');
    return this.#run('objects', (results) => {
      const { results: rows } = results[0];
      if (rows.length === 0) return null;
      if (column === undefined) return rows[0];
      if (!ObjectPrototypeHasOwnProperty(rows[0], column)) throw failure('D1_COLUMN_NOTFOUND', `Column not found (${column})`, new Error('Column not found'));
      return rows[0][column];
    });
  }

  raw(options = undefined) {
    const withNames = options?.columnNames;
    return this.#run('rows', (results) => {
      const { columns, results: rows } = results[0];
      if (!withNames) return rows;
      const all = [columns];
      for (let i = 0; i < rows.length; i++) all[i + 1] = rows[i];
      return all;
    });
  }

  #run(format, take) {
    return send(this.#target, format, NewList([partsOf(this)]), take);
  }
}

const firstOf = (results) => results[0];

function prepare(target, argumentCount, text, name) {
  const prefix = `Failed to execute 'prepare' on '${name}'`;
  requiredArguments(argumentCount, 1, prefix);
  return new D1PreparedStatement(token, target, converters.USVString(text, prefix, 'Argument 1'), none);
}

function batch(target, statements) {
  try {
    if (!ArrayIsArray(statements)) throw new TypeError('A batch is an array of statements');
    const parts = NewList();
    for (let i = 0; i < statements.length; i++) parts[i] = partsOf(statements[i]);
    if (parts.length === 0) throw failure('D1_ERROR', 'No SQL statements detected.');
    return send(target, 'objects', parts, (results) => results);
  } catch (error) {
    return PromiseReject(error);
  }
}

class D1Database {
  #target;

  constructor(key, target) {
    if (key !== token) webidl.illegalConstructor();
    this.#target = target;
  }

  prepare(query) { return prepare(this.#target, arguments.length, query, 'D1Database'); }

  batch(statements) { return batch(this.#target, statements); }

  exec(query) {
    try {
      const text = converters.USVString(query, "Failed to execute 'exec' on 'D1Database'", 'Argument 1');
      return PromisePrototypeThen(this.#target.call('exec', NewList([text])), undefined, rethrow('D1_EXEC_ERROR'));
    } catch (error) {
      return PromiseReject(error);
    }
  }

  dump() {
    return PromiseReject(failure('D1_DUMP_ERROR', 'This host gives no dumps of databases; ask whoever runs it for a backup'));
  }

  withSession(constraintOrBookmark = undefined) {
    return new D1DatabaseSession(token, this.#target);
  }
}

// There is one copy of the database, so every session sees all that was written before.
class D1DatabaseSession {
  #target;

  constructor(key, target) {
    if (key !== token) webidl.illegalConstructor();
    this.#target = target;
  }

  prepare(query) { return prepare(this.#target, arguments.length, query, 'D1DatabaseSession'); }

  batch(statements) { return batch(this.#target, statements); }

  getBookmark() {
    this.#target;
    return null;
  }
}

webidl.configureInterface(D1PreparedStatement);
webidl.configureInterface(D1Database);
webidl.configureInterface(D1DatabaseSession);
bindings.define('d1', (target) => new D1Database(token, target));
