'use strict';
// https://xhr.spec.whatwg.org/#interface-formdata
// The entry list is flat: [name, value, name, value...]; a value is a string or a File.
const { NewList, Symbol } = internals.primordials;
const { webidl, blob } = internals;
const { converters, requiredArguments } = webidl;

const token = Symbol('FormData');

// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#create-an-entry
function entryValue(value, hasFilename, filename, prefix) {
  if (hasFilename && !blob.isBlob(value)) throw webidl.failure(prefix, 'Argument 2', "is not of type 'Blob'");
  if (!blob.isBlob(value)) return converters.USVString(value, prefix, 'Argument 2');
  if (hasFilename) return blob.fileOf(value, converters.USVString(filename, prefix, 'Argument 3'));
  return blob.isFile(value) ? value : blob.fileOf(value, 'blob');
}

class FormData {
  #entries;

  constructor(form = undefined, submitter = undefined) {
    if (form === token) {
      this.#entries = submitter;
      return;
    }
    const prefix = "Failed to construct 'FormData'";
    if (form !== undefined) throw webidl.failure(prefix, 'Argument 1', "is not of type 'HTMLFormElement'");
    if (submitter !== undefined && submitter !== null) throw webidl.failure(prefix, 'Argument 2', "is not of type 'HTMLElement'");
    this.#entries = NewList();
  }

  append(name, value, filename = undefined) {
    const entries = this.#entries;
    const prefix = "Failed to execute 'append' on 'FormData'";
    requiredArguments(arguments.length, 2, prefix);
    const key = converters.USVString(name, prefix, 'Argument 1');
    const item = entryValue(value, arguments.length > 2, filename, prefix);
    const at = entries.length;
    entries[at] = key;
    entries[at + 1] = item;
  }

  delete(name) {
    const entries = this.#entries;
    const prefix = "Failed to execute 'delete' on 'FormData'";
    requiredArguments(arguments.length, 1, prefix);
    remove(entries, converters.USVString(name, prefix, 'Argument 1'), 0);
  }

  get(name) {
    const entries = this.#entries;
    const prefix = "Failed to execute 'get' on 'FormData'";
    requiredArguments(arguments.length, 1, prefix);
    const at = indexOf(entries, converters.USVString(name, prefix, 'Argument 1'));
    return at < 0 ? null : entries[at + 1];
  }

  getAll(name) {
    const entries = this.#entries;
    const prefix = "Failed to execute 'getAll' on 'FormData'";
    requiredArguments(arguments.length, 1, prefix);
    const key = converters.USVString(name, prefix, 'Argument 1'), values = [];
    for (let i = 0; i < entries.length; i += 2) if (entries[i] === key) values[values.length] = entries[i + 1];
    return values;
  }

  has(name) {
    const entries = this.#entries;
    const prefix = "Failed to execute 'has' on 'FormData'";
    requiredArguments(arguments.length, 1, prefix);
    return indexOf(entries, converters.USVString(name, prefix, 'Argument 1')) >= 0;
  }

  // https://xhr.spec.whatwg.org/#dom-formdata-set
  set(name, value, filename = undefined) {
    const entries = this.#entries;
    const prefix = "Failed to execute 'set' on 'FormData'";
    requiredArguments(arguments.length, 2, prefix);
    const key = converters.USVString(name, prefix, 'Argument 1');
    const item = entryValue(value, arguments.length > 2, filename, prefix);
    const found = indexOf(entries, key), at = found < 0 ? entries.length : found;
    entries[at] = key;
    entries[at + 1] = item;
    remove(entries, key, at + 2);
  }

  static {
    internals.formData = {
      __proto__: null,
      isFormData: (value) => webidl.isObject(value) && #entries in value,
      entriesOf: (form) => form.#entries,
      create: (entries) => new FormData(token, entries),
    };
  }
}

function indexOf(entries, name) {
  for (let i = 0; i < entries.length; i += 2) if (entries[i] === name) return i;
  return -1;
}

function remove(entries, name, start) {
  let end = start;
  for (let i = start; i < entries.length; i += 2) {
    if (entries[i] === name) continue;
    entries[end] = entries[i];
    entries[end + 1] = entries[i + 1];
    end += 2;
  }
  entries.length = end;
}

webidl.definePairIterable(FormData, 'FormData', internals.formData.entriesOf);
webidl.configureInterface(FormData);
internals.expose('FormData', FormData);
