'use strict';
// https://urlpattern.spec.whatwg.org/#urlpattern-class
//
// What a pattern may cost is not bounded here: regular expressions run on the request's CPU budget, which stops them.
const { TypeError } = internals.primordials;
const { webidl, url, urlPattern } = internals;
const { converters } = webidl;
const { compileAll, define, isSpecialScheme, parseConstructorString, processInit } = urlPattern;

const names = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
const resultNames = ['hash', 'hostname', 'inputs', 'password', 'pathname', 'port', 'protocol', 'search', 'username'];

const members = [];
for (const key of [...names, 'baseURL']) members.push({ key, converter: converters.USVString });
const patternInit = webidl.dictionary('URLPatternInit', members);
const patternOptions = webidl.dictionary('URLPatternOptions', [
  { key: 'ignoreCase', converter: converters.boolean, defaultValue: () => false },
]);

const patternInput = (value, prefix) =>
  (value === undefined || value === null || webidl.isObject(value)
    ? patternInit(value, prefix, 'Argument 1') : converters.USVString(value, prefix, 'Argument 1'));

// https://urlpattern.spec.whatwg.org/#url-pattern-create
function create(input, baseURL, ignoreCase, prefix) {
  let init = input;
  if (typeof input === 'string') {
    init = parseConstructorString(input);
    if (baseURL === undefined && init.protocol === undefined) {
      throw new TypeError(`${prefix}: A relative pattern needs a base URL: '${input}'`);
    }
    if (baseURL !== undefined) init.baseURL = baseURL;
  } else if (baseURL !== undefined) {
    throw new TypeError(`${prefix}: A base URL is given with a string only; put it into the dictionary`);
  }
  const processed = processInit(init, true, { __proto__: null });
  for (let i = 0; i < names.length; i++) processed[names[i]] ??= '*';
  if (isSpecialScheme(processed.protocol) && processed.port === `${url.specialPorts[processed.protocol]}`) processed.port = '';
  return compileAll(processed, ignoreCase);
}

// https://urlpattern.spec.whatwg.org/#url-pattern-match, steps up to the components; null when the input is no URL
function componentsOf(input, baseURL, prefix) {
  if (typeof input !== 'string') {
    if (baseURL !== undefined) throw new TypeError(`${prefix}: A base URL is given with a string only; put it into the dictionary`);
    const empty = { __proto__: null };
    for (let i = 0; i < names.length; i++) empty[names[i]] = '';
    try {
      return processInit(input, false, empty);
    } catch {
      return null;
    }
  }
  const base = baseURL === undefined ? null : url.parse(baseURL, null);
  if (baseURL !== undefined && base === null) return null;
  const record = url.parse(input, base);
  if (record === null) return null;
  return {
    __proto__: null,
    protocol: record.scheme, username: record.username, password: record.password, hostname: record.host ?? '',
    port: record.port === null ? '' : `${record.port}`, pathname: record.path, search: record.query ?? '', hash: record.fragment ?? '',
  };
}

class URLPattern {
  #components;

  constructor(input = undefined, baseURLOrOptions = undefined, options = undefined) {
    const prefix = "Failed to construct 'URLPattern'";
    const pattern = patternInput(input, prefix);
    const hasBase = arguments.length > 2 || !(baseURLOrOptions === undefined || baseURLOrOptions === null || webidl.isObject(baseURLOrOptions));
    const baseURL = hasBase ? converters.USVString(baseURLOrOptions, prefix, 'Argument 2') : undefined;
    const { ignoreCase } = patternOptions(hasBase ? options : baseURLOrOptions, prefix, hasBase ? 'Argument 3' : 'Argument 2');
    this.#components = create(pattern, baseURL, ignoreCase, prefix);
  }

  test(input = undefined, baseURL = undefined) {
    const components = this.#components;
    const prefix = "Failed to execute 'test' on 'URLPattern'";
    const given = patternInput(input, prefix);
    const base = baseURL === undefined ? undefined : converters.USVString(baseURL, prefix, 'Argument 2');
    const values = componentsOf(given, base, prefix);
    if (values === null) return false;
    for (let i = 0; i < names.length; i++) if (components[names[i]].exec(values[names[i]]) === null) return false;
    return true;
  }

  exec(input = undefined, baseURL = undefined) {
    const components = this.#components;
    const prefix = "Failed to execute 'exec' on 'URLPattern'";
    const given = patternInput(input, prefix);
    const base = baseURL === undefined ? undefined : converters.USVString(baseURL, prefix, 'Argument 2');
    const values = componentsOf(given, base, prefix);
    if (values === null) return null;
    const matches = { __proto__: null };
    for (let i = 0; i < names.length; i++) {
      const match = components[names[i]].exec(values[names[i]]);
      if (match === null) return null;
      matches[names[i]] = match;
    }
    const result = {};
    for (let i = 0; i < resultNames.length; i++) {
      const name = resultNames[i];
      define(result, name, name === 'inputs' ? inputsOf(given, base) : components[name].result(values[name], matches[name]));
    }
    return result;
  }

  get protocol() { return this.#components.protocol.pattern; }
  get username() { return this.#components.username.pattern; }
  get password() { return this.#components.password.pattern; }
  get hostname() { return this.#components.hostname.pattern; }
  get port() { return this.#components.port.pattern; }
  get pathname() { return this.#components.pathname.pattern; }
  get search() { return this.#components.search.pattern; }
  get hash() { return this.#components.hash.pattern; }

  get hasRegExpGroups() {
    const components = this.#components;
    for (let i = 0; i < names.length; i++) if (components[names[i]].hasRegexpGroups) return true;
    return false;
  }
}

// The input as a script sees it: a dictionary becomes an ordinary object.
function inputsOf(given, base) {
  const inputs = [];
  if (typeof given === 'string') {
    define(inputs, 0, given);
    if (base !== undefined) define(inputs, 1, base);
    return inputs;
  }
  const init = {};
  for (let i = 0; i < members.length; i++) if (given[members[i].key] !== undefined) define(init, members[i].key, given[members[i].key]);
  define(inputs, 0, init);
  return inputs;
}

webidl.configureInterface(URLPattern);
internals.expose('URLPattern', URLPattern);
