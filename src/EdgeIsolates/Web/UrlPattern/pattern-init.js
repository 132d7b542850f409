'use strict';
// https://urlpattern.spec.whatwg.org/#canon-processing-for-init
const { StringPrototypeLastIndexOf, StringPrototypeSlice, TypeError } = internals.primordials;
const { url, urlPattern } = internals;
const { canonicalize, escapePattern } = urlPattern;

const isSpecialScheme = (scheme) => url.specialPorts[scheme] !== undefined;

// https://urlpattern.spec.whatwg.org/#process-a-urlpatterninit
// Gives the components of `init`, with those of its base URL, each canonical when it is of a URL and not of a pattern.
urlPattern.processInit = (init, isPattern, result) => {
  let base = null;
  if (init.baseURL !== undefined) {
    base = url.parse(init.baseURL, null);
    if (base === null) throw new TypeError(`Invalid base URL '${init.baseURL}'`);
    inherit(init, base, isPattern, result);
  }
  const take = (name, value) => { result[name] = isPattern ? value : canonicalize[name](value); };
  if (init.protocol !== undefined) take('protocol', withoutEnd(init.protocol, ':'));
  if (init.username !== undefined) take('username', init.username);
  if (init.password !== undefined) take('password', init.password);
  if (init.hostname !== undefined) take('hostname', init.hostname);
  const scheme = result.protocol ?? '';
  if (init.port !== undefined) result.port = isPattern ? init.port : canonicalize.port(init.port, scheme);
  if (init.pathname !== undefined) {
    const path = resolvedPath(init.pathname, base, isPattern);
    const isHierarchical = scheme === '' || isSpecialScheme(scheme);
    result.pathname = isPattern ? path : isHierarchical ? canonicalize.pathname(path) : canonicalize.opaquePathname(path);
  }
  if (init.search !== undefined) take('search', withoutStart(init.search, '?'));
  if (init.hash !== undefined) take('hash', withoutStart(init.hash, '#'));
  return result;
};

const withoutEnd = (text, character) => (text !== '' && text[text.length - 1] === character ? StringPrototypeSlice(text, 0, -1) : text);
const withoutStart = (text, character) => (text[0] === character ? StringPrototypeSlice(text, 1) : text);

// What `init` says nothing about, nor about anything before it, is the base URL's. Patterns never inherit credentials.
function inherit(init, base, isPattern, result) {
  const text = (value) => (isPattern ? escapePattern(value) : value);
  if (init.protocol !== undefined) return;
  result.protocol = text(base.scheme);
  if (init.hostname !== undefined) return;
  const credentials = !isPattern && init.port === undefined && init.username === undefined;
  if (credentials) result.username = base.username;
  if (credentials && init.password === undefined) result.password = base.password;
  result.hostname = text(base.host ?? '');
  if (init.port !== undefined) return;
  result.port = base.port === null ? '' : `${base.port}`;
  if (init.pathname !== undefined) return;
  result.pathname = text(base.path);
  if (init.search !== undefined) return;
  result.search = text(base.query ?? '');
  if (init.hash !== undefined) return;
  result.hash = text(base.fragment ?? '');
}

// A relative path goes to where the base URL's last slash is.
function resolvedPath(path, base, isPattern) {
  if (base === null || base.opaque || isAbsolute(path, isPattern)) return path;
  const basePath = isPattern ? escapePattern(base.path) : base.path;
  return StringPrototypeSlice(basePath, 0, StringPrototypeLastIndexOf(basePath, '/') + 1) + path;
}

// https://urlpattern.spec.whatwg.org/#is-an-absolute-pathname
const isAbsolute = (path, isPattern) => path[0] === '/' || (isPattern && (path[0] === '\\' || path[0] === '{') && path[1] === '/');

urlPattern.isSpecialScheme = isSpecialScheme;
