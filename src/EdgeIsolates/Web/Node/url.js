'use strict';
// https://nodejs.org/api/url.html: the standard's URL, and the older url.parse for libraries that still use it.
const {
  Number, NumberPrototypeToString, RegExpPrototypeExec, StringPrototypeCharCodeAt, StringPrototypeIncludes, StringPrototypeIndexOf,
  StringPrototypeLastIndexOf, StringPrototypeReplaceAll, StringPrototypeSlice, StringPrototypeStartsWith, StringPrototypeToLowerCase,
  StringPrototypeToUpperCase, StringPrototypeTrim, TypeError, decodeURIComponent, encodeURIComponent,
} = internals.primordials;
const { node, URL, url: { isURL }, primordials: { globalThis: global } } = internals;

const { URLSearchParams } = global;

node.define('url', () => {
  const { nodeError, invalidArgType, validateString } = node.load('#errors');
  const slice = StringPrototypeSlice;
  const slashed = { __proto__: null, 'http:': true, 'https:': true, 'ftp:': true, 'gopher:': true, 'file:': true, 'ws:': true, 'wss:': true };
  const withoutHost = { __proto__: null, 'javascript:': true };

  class Url {
    protocol = null;
    slashes = null;
    auth = null;
    host = null;
    port = null;
    hostname = null;
    hash = null;
    search = null;
    query = null;
    pathname = null;
    path = null;
    href = null;

    parse(text, parseQuery, slashesDenoteHost) { return parseInto(this, text, parseQuery, slashesDenoteHost); }
    format() { return formatLegacy(this); }
    resolve(relative) { return this.resolveObject(parse(relative, false, true)).format(); }
    resolveObject(relative) { return resolveObject(this, typeof relative === 'string' ? parse(relative, false, true) : relative); }
  }

  const protocolPattern = /^[a-z0-9.+-]+:/i, portPattern = /:([0-9]*)$/, hostEnd = /[/?#\\]/;

  // Characters that never stand in a URL are escaped in what follows the host.
  function escapeRest(text) {
    let result = '';
    for (let i = 0; i < text.length; i++) {
      const code = StringPrototypeCharCodeAt(text, i), isEscaped = code <= 0x20 || StringPrototypeIncludes('"\'<>\\^`{|}', text[i]);
      result += isEscaped ? `%${code < 16 ? '0' : ''}${StringPrototypeToUpperCase(NumberPrototypeToString(code, 16))}` : text[i];
    }
    return result;
  }

  function parseInto(url, text, parseQuery, slashesDenoteHost) {
    validateString(text, 'url');
    let rest = StringPrototypeTrim(text);
    const queryAt = StringPrototypeIndexOf(rest, '?'), backslashes = queryAt < 0 ? rest : slice(rest, 0, queryAt);
    if (StringPrototypeIncludes(backslashes, '\\')) rest = StringPrototypeReplaceAll(backslashes, '\\', '/') + (queryAt < 0 ? '' : slice(rest, queryAt));
    const protocol = RegExpPrototypeExec(protocolPattern, rest)?.[0];
    if (protocol !== undefined) {
      url.protocol = StringPrototypeToLowerCase(protocol);
      rest = slice(rest, protocol.length);
    }
    const hasSlashes = StringPrototypeStartsWith(rest, '//');
    if (hasSlashes && (slashesDenoteHost || protocol !== undefined || StringPrototypeIncludes(rest, '@')) && !withoutHost[url.protocol]) {
      url.slashes = true;
      rest = takeHost(url, slice(rest, 2));
    } else if (protocol !== undefined && !slashed[url.protocol] && !withoutHost[url.protocol]) {
      rest = takeHost(url, rest); // mailto:who@example.com
    }
    if (!withoutHost[url.protocol]) rest = escapeRest(rest);
    const hashAt = StringPrototypeIndexOf(rest, '#');
    if (hashAt >= 0) {
      url.hash = slice(rest, hashAt);
      rest = slice(rest, 0, hashAt);
    }
    const searchAt = StringPrototypeIndexOf(rest, '?');
    if (searchAt >= 0) {
      url.search = slice(rest, searchAt);
      url.query = slice(rest, searchAt + 1);
      rest = slice(rest, 0, searchAt);
    } else if (parseQuery) {
      url.search = null;
      url.query = '';
    }
    if (parseQuery) url.query = node.load('querystring').parse(url.query);
    if (rest !== '') url.pathname = rest;
    else if (slashed[url.protocol] && url.hostname) url.pathname = '/';
    if (url.pathname !== null || url.search !== null) url.path = `${url.pathname ?? ''}${url.search ?? ''}`;
    url.href = formatLegacy(url);
    return url;
  }

  // What follows the host.
  function takeHost(url, rest) {
    const end = RegExpPrototypeExec(hostEnd, rest)?.index ?? rest.length;
    let authority = slice(rest, 0, end);
    const at = StringPrototypeLastIndexOf(authority, '@');
    if (at >= 0) {
      url.auth = decodeURIComponent(slice(authority, 0, at));
      authority = slice(authority, at + 1);
    }
    const port = RegExpPrototypeExec(portPattern, authority);
    if (port !== null) {
      if (port[1] !== '') url.port = port[1];
      authority = slice(authority, 0, port.index);
    }
    const isIpv6 = StringPrototypeStartsWith(authority, '[');
    url.hostname = StringPrototypeToLowerCase(isIpv6 ? slice(authority, 1, -1) : authority);
    if (!isIpv6 && RegExpPrototypeExec(/[^\u0000-\u007f]/, url.hostname) !== null) url.hostname = domainToASCII(url.hostname);
    url.host = `${isIpv6 ? `[${url.hostname}]` : url.hostname}${url.port === null ? '' : `:${url.port}`}`;
    return slice(rest, end);
  }

  function parse(text, parseQuery, slashesDenoteHost) {
    return text instanceof Url ? text : parseInto(new Url(), text, parseQuery, slashesDenoteHost);
  }

  function formatLegacy(url) {
    let protocol = url.protocol || '', host = '', { pathname, hash, search } = url;
    if (protocol !== '' && protocol[protocol.length - 1] !== ':') protocol += ':';
    const auth = url.auth ? `${StringPrototypeReplaceAll(encodeURIComponent(url.auth), '%3A', ':')}@` : '';
    if (url.host) {
      host = auth + url.host;
    } else if (url.hostname) {
      const { hostname } = url;
      host = auth + (StringPrototypeIncludes(hostname, ':') && hostname[0] !== '[' ? `[${hostname}]` : hostname) + (url.port ? `:${url.port}` : '');
    }
    if (url.query !== null && typeof url.query === 'object') search ||= `?${node.load('querystring').stringify(url.query)}`;
    if (search === '?' && typeof url.query === 'object' && url.query !== null) search = '';
    pathname = StringPrototypeReplaceAll(StringPrototypeReplaceAll(pathname || '', '#', '%23'), '?', '%3F');
    hash ||= '';
    search ||= '';
    if (url.slashes || ((protocol === '' || slashed[protocol]) && host !== '')) {
      host = `//${host}`;
      if (pathname !== '' && pathname[0] !== '/') pathname = `/${pathname}`;
    } else if (protocol === 'file:' || (slashed[protocol] && host !== '')) {
      host = '//';
    }
    if (hash !== '' && hash[0] !== '#') hash = `#${hash}`;
    if (search !== '' && search[0] !== '?') search = `?${search}`;
    return protocol + host + pathname + StringPrototypeReplaceAll(search, '#', '%23') + hash;
  }

  // https://www.rfc-editor.org/rfc/rfc3986#section-5.2
  function resolveObject(base, relative) {
    const result = new Url();
    const copy = (from, keys) => { for (let i = 0; i < keys.length; i++) result[keys[i]] = from[keys[i]]; };
    const authority = ['slashes', 'auth', 'host', 'port', 'hostname'];
    result.hash = relative.hash;
    result.protocol = relative.protocol ?? base.protocol;
    result.search = relative.search;
    result.query = relative.query;
    if (relative.protocol !== null && (relative.protocol !== base.protocol || relative.host !== null)) {
      copy(relative, authority);
      result.pathname = relative.pathname;
    } else if (relative.host !== null) {
      copy(relative, authority);
      result.pathname = relative.pathname;
    } else {
      copy(base, authority);
      if (relative.pathname === null) {
        result.pathname = base.pathname;
        if (relative.search === null) copy(base, ['search', 'query']);
      } else {
        const folder = slice(base.pathname ?? '', 0, StringPrototypeLastIndexOf(base.pathname ?? '', '/') + 1);
        const joined = relative.pathname[0] === '/' ? relative.pathname : `${folder || (base.host ? '/' : '')}${relative.pathname}`;
        result.pathname = removeDots(joined);
      }
    }
    if (result.pathname !== null || result.search !== null) result.path = `${result.pathname ?? ''}${result.search ?? ''}`;
    result.href = formatLegacy(result);
    return result;
  }

  function removeDots(pathname) {
    const text = node.load('path').normalize(pathname), last = slice(pathname, StringPrototypeLastIndexOf(pathname, '/') + 1);
    const asFolder = (last === '.' || last === '..') && text[text.length - 1] !== '/' ? `${text}/` : text;
    return asFolder === './' ? '' : asFolder;
  }

  function format(given, options) {
    if (typeof given === 'string') return parse(given).format();
    if (typeof given !== 'object' || given === null) throw invalidArgType('urlObject', ['Object', 'string'], given);
    if (!isURL(given)) return formatLegacy(given);
    const copy = new URL(given);
    if (options?.fragment === false) copy.hash = '';
    if (options?.search === false) copy.search = '';
    if (options?.auth === false) copy.username = copy.password = '';
    return copy.href;
  }

  function fileURLToPath(given) {
    const url = typeof given === 'string' ? new URL(given) : given;
    if (!isURL(url)) throw invalidArgType('path', ['string', 'URL'], given);
    if (url.protocol !== 'file:') throw nodeError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
    if (url.hostname !== '') throw nodeError(TypeError, 'ERR_INVALID_FILE_URL_HOST', 'File URL host must be "localhost" or empty on linux');
    if (RegExpPrototypeExec(/%2f/i, url.pathname) !== null) {
      throw nodeError(TypeError, 'ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
    }
    return decodeURIComponent(url.pathname);
  }

  function pathToFileURL(filepath) {
    const path = node.load('path'), url = new URL('file://');
    validateString(filepath, 'path');
    let resolved = path.resolve(filepath);
    if (filepath[filepath.length - 1] === '/' && resolved[resolved.length - 1] !== '/') resolved += '/';
    const escapes = [['%', '%25'], ['\\', '%5C'], ['\n', '%0A'], ['\r', '%0D'], ['\t', '%09'], ['?', '%3F'], ['#', '%23']];
    for (let i = 0; i < escapes.length; i++) resolved = StringPrototypeReplaceAll(resolved, escapes[i][0], escapes[i][1]);
    url.pathname = resolved;
    return url;
  }

  function urlToHttpOptions(url) {
    const { hostname, pathname, port, username, password, search } = url;
    const options = {
      __proto__: null, ...url, protocol: url.protocol, hostname: hostname[0] === '[' ? slice(hostname, 1, -1) : hostname,
      hash: url.hash, search, pathname, path: `${pathname || ''}${search || ''}`, href: url.href,
    };
    if (port !== '') options.port = Number(port);
    if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return options;
  }

  function domainToASCII(domain) {
    try {
      return new URL(`ws://${domain}`).hostname;
    } catch {
      return '';
    }
  }

  return {
    Url, parse, resolve: (from, to) => parse(from, false, true).resolve(to),
    resolveObject: (from, to) => (from ? parse(from, false, true).resolveObject(to) : to),
    format, URL, URLSearchParams, domainToASCII, pathToFileURL, fileURLToPath, urlToHttpOptions,
  };
});
