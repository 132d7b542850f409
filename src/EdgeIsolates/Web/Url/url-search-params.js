'use strict';
// https://url.spec.whatwg.org/#interface-urlsearchparams
const { ArrayPrototypeSort, StringPrototypeSlice, SymbolIterator, TypeError, NewList } = internals.primordials;
const { webidl, formUrlencoded } = internals;
const { converters, requiredArguments } = webidl;

const pair = webidl.sequence(converters.USVString);
const record = webidl.record(converters.USVString, converters.USVString);

// https://url.spec.whatwg.org/#urlsearchparams-initialize, a sequence of pairs
function fromPairs(init, method, prefix) {
  const sequences = webidl.sequenceFrom(init, method, pair, prefix, 'Argument 1'), list = NewList();
  for (let i = 0; i < sequences.length; i++) {
    if (sequences[i].length !== 2) throw new TypeError(`${prefix}: Each query pair must be an iterable [name, value]`);
    list[2 * i] = sequences[i][0];
    list[2 * i + 1] = sequences[i][1];
  }
  return list;
}

class URLSearchParams {
  #list; // flat: name, value, name, value…
  #onUpdate = null; // the URL object's, told the new query after each change

  constructor(init = '') {
    const prefix = "Failed to construct 'URLSearchParams'";
    if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
      const text = init === undefined ? '' : converters.USVString(init, prefix, 'Argument 1');
      this.#list = formUrlencoded.parse(text[0] === '?' ? StringPrototypeSlice(text, 1) : text);
    } else {
      const method = init[SymbolIterator];
      this.#list = method === undefined || method === null ? record(init, prefix, 'Argument 1') : fromPairs(init, method, prefix);
    }
  }

  static {
    internals.url.isSearchParams = (value) => webidl.isObject(value) && #list in value;
    internals.url.searchParamsList = (params) => params.#list;
    internals.url.newSearchParams = (query, onUpdate) => {
      const params = new URLSearchParams();
      params.#list = formUrlencoded.parse(query);
      params.#onUpdate = onUpdate;
      return params;
    };
    internals.url.resetSearchParams = (params, query) => { params.#list = formUrlencoded.parse(query); };
  }

  // https://url.spec.whatwg.org/#concept-urlsearchparams-update
  #update() {
    if (this.#onUpdate === null) return;
    const serialized = formUrlencoded.serialize(this.#list), onUpdate = this.#onUpdate;
    onUpdate(serialized === '' ? null : serialized);
  }

  #indexOf(name, value) {
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return i;
    }
    return -1;
  }

  // Drops the pairs from index `from` on that match.
  #remove(from, name, value) {
    const list = this.#list;
    let end = from;
    for (let i = from; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) continue;
      list[end] = list[i];
      list[end + 1] = list[i + 1];
      end += 2;
    }
    list.length = end;
  }

  get size() { return this.#list.length / 2; }

  append(name, value) {
    const list = this.#list;
    const prefix = "Failed to execute 'append' on 'URLSearchParams'";
    requiredArguments(arguments.length, 2, prefix);
    name = converters.USVString(name, prefix, 'Argument 1');
    value = converters.USVString(value, prefix, 'Argument 2');
    const end = list.length;
    list[end] = name;
    list[end + 1] = value;
    this.#update();
  }

  delete(name, value = undefined) {
    this.#list;
    const prefix = "Failed to execute 'delete' on 'URLSearchParams'";
    requiredArguments(arguments.length, 1, prefix);
    name = converters.USVString(name, prefix, 'Argument 1');
    if (value !== undefined) value = converters.USVString(value, prefix, 'Argument 2');
    this.#remove(0, name, value);
    this.#update();
  }

  get(name) {
    this.#list;
    const prefix = "Failed to execute 'get' on 'URLSearchParams'";
    requiredArguments(arguments.length, 1, prefix);
    const index = this.#indexOf(converters.USVString(name, prefix, 'Argument 1'));
    return index < 0 ? null : this.#list[index + 1];
  }

  getAll(name) {
    const list = this.#list, values = [];
    const prefix = "Failed to execute 'getAll' on 'URLSearchParams'";
    requiredArguments(arguments.length, 1, prefix);
    name = converters.USVString(name, prefix, 'Argument 1');
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) values[values.length] = list[i + 1];
    return values;
  }

  has(name, value = undefined) {
    this.#list;
    const prefix = "Failed to execute 'has' on 'URLSearchParams'";
    requiredArguments(arguments.length, 1, prefix);
    name = converters.USVString(name, prefix, 'Argument 1');
    if (value !== undefined) value = converters.USVString(value, prefix, 'Argument 2');
    return this.#indexOf(name, value) >= 0;
  }

  set(name, value) {
    const list = this.#list;
    const prefix = "Failed to execute 'set' on 'URLSearchParams'";
    requiredArguments(arguments.length, 2, prefix);
    name = converters.USVString(name, prefix, 'Argument 1');
    value = converters.USVString(value, prefix, 'Argument 2');
    const index = this.#indexOf(name);
    if (index >= 0) {
      list[index + 1] = value;
      this.#remove(index + 2, name);
    } else {
      const end = list.length;
      list[end] = name;
      list[end + 1] = value;
    }
    this.#update();
  }

  // By code units of the names, keeping the order of equal ones.
  sort() {
    const list = this.#list, sorted = NewList();
    for (let i = 0; i < list.length; i += 2) sorted[i / 2] = { __proto__: null, name: list[i], value: list[i + 1] };
    ArrayPrototypeSort(sorted, (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (let i = 0; i < sorted.length; i++) {
      list[2 * i] = sorted[i].name;
      list[2 * i + 1] = sorted[i].value;
    }
    this.#update();
  }

  toString() {
    return formUrlencoded.serialize(this.#list);
  }
}

webidl.configureInterface(URLSearchParams);
webidl.definePairIterable(URLSearchParams, 'URLSearchParams', internals.url.searchParamsList);
internals.expose('URLSearchParams', URLSearchParams);
