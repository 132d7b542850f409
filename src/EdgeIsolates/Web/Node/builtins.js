'use strict';
// The modules of Node.js that npm bundles import most: `import { Buffer } from 'node:buffer'`, or 'buffer'.
//
// Each file beside this one defines modules by a function that makes their exports, called at the first import in an isolate. The files are
// lazy scripts of the snapshot (load-order.txt): who imports nothing carries their text and a closure each, no more.
// Names that begin with # are parts that several modules share; nobody can import them.
const { ObjectKeys, StringPrototypeSlice, StringPrototypeStartsWith, TypeError } = internals.primordials;
const { entry } = internals;

const makers = { __proto__: null };
const loaded = { __proto__: null };
const namespaces = { __proto__: null };

// Why not, and what else there is.
const noFiles = 'there is no file system; deploy the file as a module of the function, or keep it in a storage binding';
const noSockets = 'there are no sockets; use fetch()';
const noServers = `${noSockets} to send requests and the exported handler to answer them`;
const noThreads = 'a function has one thread; split the work over requests';
const noProcesses = 'there are no processes';
const notInside = 'the engine is not open to functions';
const refused = {
  __proto__: null,
  fs: noFiles, 'fs/promises': noFiles, 'path/win32': 'paths are POSIX paths; use node:path',
  net: noSockets, tls: noSockets, dgram: noSockets, dns: `${noSockets}, which resolves names itself`,
  'dns/promises': `${noSockets}, which resolves names itself`,
  http: noServers, https: noServers, http2: noServers,
  child_process: noProcesses, cluster: noProcesses, worker_threads: noThreads,
  zlib: 'use CompressionStream and DecompressionStream',
  vm: 'code is compiled at deployment only', repl: notInside, inspector: notInside, 'inspector/promises': notInside, v8: notInside,
  trace_events: notInside, wasi: notInside,
  readline: 'there is no terminal', 'readline/promises': 'there is no terminal', tty: 'there is no terminal',
  domain: 'use node:async_hooks', punycode: 'use new URL(), which encodes host names', sys: 'use node:util', constants: 'use node:os',
  test: 'tests run outside of it', 'test/reporters': 'tests run outside of it', sea: notInside, sqlite: 'use a database binding',
};

function load(name) {
  return (loaded[name] ??= makers[name]());
}

// The exports by name, and all together as `default`.
function namespaceOf(exports) {
  const names = ObjectKeys(exports), namespace = { __proto__: null };
  for (let i = 0; i < names.length; i++) namespace[names[i]] = exports[names[i]];
  namespace.default = exports;
  return namespace;
}

// The module's exports, or undefined when no module of Node.js has that name.
function find(name, asked) {
  if (makers[name] !== undefined && name[0] !== '#') return load(name);
  if (refused[name] !== undefined) throw new TypeError(`node:${name} is not available in an isolate: ${refused[name]}.`);
  if (name !== asked) throw new TypeError(`${asked} is not available in an isolate: no module of Node.js that functions can use has this name.`);
  if (StringPrototypeStartsWith(asked, 'cloudflare:')) throw new TypeError(`${asked} is not available in an isolate: no module of Cloudflare that functions can use has this name.`);
  return undefined;
}

const plainName = (name) => (StringPrototypeStartsWith(name, 'node:') ? StringPrototypeSlice(name, 5) : name);

// Asked by the engine for a name that the deployment does not have.
entry.builtin = (asked) => {
  const name = plainName(asked);
  if (namespaces[name] !== undefined) return namespaces[name];
  const exports = find(name, asked);
  if (exports === undefined) return undefined;
  return (namespaces[name] = namespaceOf(exports));
};

internals.node = {
  __proto__: null,
  define: (name, make) => { makers[name] = make; },
  load,
  find: (asked) => find(plainName(asked), asked),
  names: () => ObjectKeys(makers),
};
