'use strict';
// https://urlpattern.spec.whatwg.org/#component
const { NewList, ObjectDefineProperty, RegExp, RegExpPrototypeExec, TypeError } = internals.primordials;
const { urlPattern } = internals;
const { canonicalize, fullWildcard, generatePattern, generateRegexp, isSpecialScheme, parsePattern } = urlPattern;

// https://urlpattern.spec.whatwg.org/#default-options and kin
const plainOptions = { __proto__: null, delimiter: '', prefix: '' };
const hostnameOptions = { __proto__: null, delimiter: '.', prefix: '' };
const pathnameOptions = { __proto__: null, delimiter: '/', prefix: '/' };

// The standard wants "v"; engines without it come nearest with "u".
const unicodeFlag = (() => {
  try {
    return new RegExp('', 'v').flags;
  } catch {
    return 'u';
  }
})();

class Component {
  pattern;
  hasRegexpGroups = false;
  #source;
  #regexp;
  #names = NewList();

  // https://urlpattern.spec.whatwg.org/#compile-a-component
  constructor(input, encode, options, ignoreCase = false) {
    const parts = parsePattern(input, options, encode);
    this.#source = generateRegexp(parts, options);
    this.pattern = generatePattern(parts, options);
    try {
      this.#regexp = new RegExp(this.#source, ignoreCase ? `${unicodeFlag}i` : unicodeFlag);
    } catch (error) {
      throw new TypeError(`Invalid pattern '${input}': it makes no valid regular expression`);
    }
    for (let i = 0; i < parts.length; i++) {
      if (parts[i].type === 'regexp') this.hasRegexpGroups = true;
      if (parts[i].type !== 'fixed-text') this.#names[this.#names.length] = parts[i].name;
    }
  }

  // The groups' values, or null.
  exec(input) {
    return RegExpPrototypeExec(this.#regexp, input);
  }

  // https://urlpattern.spec.whatwg.org/#create-a-component-match-result
  result(input, match) {
    const groups = {};
    for (let i = 0; i < this.#names.length; i++) define(groups, this.#names[i], match[i + 1]);
    const result = {};
    define(result, 'groups', groups);
    define(result, 'input', input);
    return result;
  }

  // https://urlpattern.spec.whatwg.org/#protocol-component-matches-a-special-scheme-string
  get matchesSpecialScheme() {
    for (let i = 0; i < specialSchemes.length; i++) if (this.exec(specialSchemes[i]) !== null) return true;
    return false;
  }

  // https://urlpattern.spec.whatwg.org/#url-pattern-create, the components
  static compileAll(init, ignoreCase) {
    const all = { __proto__: null };
    all.protocol = new Component(init.protocol, canonicalize.protocol, plainOptions);
    all.username = new Component(init.username, canonicalize.username, plainOptions);
    all.password = new Component(init.password, canonicalize.password, plainOptions);
    all.hostname = new Component(init.hostname, isIPv6(init.hostname) ? canonicalize.ipv6Hostname : canonicalize.hostname, hostnameOptions);
    all.port = new Component(init.port, (value) => canonicalize.port(value), plainOptions);
    all.pathname = all.protocol.matchesSpecialScheme
      ? new Component(init.pathname, canonicalize.pathname, pathnameOptions, ignoreCase)
      : new Component(init.pathname, canonicalize.opaquePathname, plainOptions, ignoreCase);
    all.search = new Component(init.search, canonicalize.search, plainOptions, ignoreCase);
    all.hash = new Component(init.hash, canonicalize.hash, plainOptions, ignoreCase);
    return all;
  }
}

const specialSchemes = NewList(['http', 'https', 'ws', 'wss', 'ftp', 'file']);

function define(object, key, value) {
  ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

// https://urlpattern.spec.whatwg.org/#hostname-pattern-is-an-ipv6-address
const isIPv6 = (pattern) => pattern.length > 1 && (pattern[0] === '[' || ((pattern[0] === '{' || pattern[0] === '\\') && pattern[1] === '['));

urlPattern.define = define;
urlPattern.compileAll = Component.compileAll;
urlPattern.compileProtocol = (input) => new Component(input, canonicalize.protocol, plainOptions);
