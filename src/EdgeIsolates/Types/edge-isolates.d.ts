/**
 * Types for functions that run in EdgeIsolates.
 *
 * The platform is that of a Web worker, so TypeScript's own library describes most of it; here stands what that library lacks. In a tsconfig.json:
 * `"lib": ["esnext"], "files": ["edge-isolates.d.ts", ...]`. For the modules of Node.js (`node:buffer`, `node:crypto`...) and its
 * globals (`Buffer`, `process`, `global`, `setImmediate`, `clearImmediate`), add `@types/node`.
 *
 * The library also names what a function does not have: `Worker`, `importScripts`, `postMessage`, `location`, `indexedDB`, and all of
 * graphics, fonts and media.
 */
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference lib="webworker.iterable" />
/// <reference lib="webworker.asynciterable" />

/** What a request's handler is given beside the request. */
interface ExecutionContext {
  /** Keeps the request's work going after the answer until the promise settles. A rejection is logged. */
  waitUntil(promise: unknown): void;
  /** When the handler fails, the host goes on as if there were no function. */
  passThroughOnException(): void;
}
declare var ExecutionContext: { prototype: ExecutionContext; new (): never };

/** The environment variables of a deployment. Name your own for more: `interface Env { API_KEY: string }`. */
interface FunctionEnv {
  readonly [name: string]: string;
}

/** Answers a request: the default export, or one named `fetch`, `handler`, or as the methods that it answers: `GET`, `POST`... */
type FetchHandler<Env = FunctionEnv> = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>;

/** The default export of a module: `export default { fetch(request, env, ctx) {...} } satisfies ExportedHandler<Env>`. */
interface ExportedHandler<Env = FunctionEnv> {
  fetch: FetchHandler<Env>;
}

interface FetchEvent {
  /** When the listener fails, the host goes on as if there were no function. */
  passThroughOnException(): void;
}
declare function addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;

/** What the host says about a request; frozen. */
interface RequestCf {
  readonly [name: string]: unknown;
}

interface Request {
  /** What the host says about the request that a handler was given, and of copies of it. */
  readonly cf: RequestCf | undefined;
  readonly duplex: 'half';
}

interface RequestInit {
  /** Needed when the body is a stream. */
  duplex?: 'half';
}

/** As of the standard; those of a `WebSocketPair` or a `Response` are accepted before they are used. Binary messages are `ArrayBuffer`s unless `binaryType` says otherwise. */
interface WebSocket {
  /** Has messages delivered from now on. */
  accept(): void;
}

/** Two ends of one socket: the first, by custom, goes to the client with a `Response`, the other is accepted. */
interface WebSocketPair {
  0: WebSocket;
  1: WebSocket;
}
declare var WebSocketPair: { prototype: WebSocketPair; new (): WebSocketPair & WebSocket[] };

interface Response {
  /** The function's end of a WebSocket: given with status 101, or by the server that was asked for an upgrade. */
  readonly webSocket: WebSocket | null;
}

interface ResponseInit {
  webSocket?: WebSocket | null;
}

/**
 * `ReadableStream.from(items)`: a stream of what an iterable gives. TypeScript's library declares the constructor in a way that cannot be added to, so this
 * stands among what all classes have; others than ReadableStream are refused.
 */
interface NewableFunction {
  from<R>(this: { prototype: ReadableStream }, items: AsyncIterable<R> | Iterable<R | PromiseLike<R>>): ReadableStream<R>;
}

/** Thrown when more was asked for than a limit allows. */
interface QuotaExceededError extends DOMException {
  readonly quota: number | null;
  readonly requested: number | null;
}
declare var QuotaExceededError: {
  prototype: QuotaExceededError;
  new (message?: string, options?: { quota?: number; requested?: number }): QuotaExceededError;
};

interface Navigator extends WorkerNavigator {}
declare var Navigator: { prototype: Navigator; new (): never };

interface SubtleCrypto {
  /** Compares in a time that depends on the length only. Throws a TypeError when the lengths differ. */
  timingSafeEqual(a: BufferSource, b: BufferSource): boolean;
}

/** Hashes what is written to it; made by `new crypto.DigestStream('SHA-256')`. */
interface DigestStream extends WritableStream<BufferSource | string> {
  /** The hash, when the stream has been closed. */
  readonly digest: Promise<ArrayBuffer>;
  readonly bytesWritten: bigint;
}

interface Crypto {
  readonly DigestStream: { prototype: DigestStream; new (algorithm: AlgorithmIdentifier | 'MD5'): DigestStream };
}

/** Passes bytes through as they are; its readable side is a byte stream. */
interface IdentityTransformStream extends TransformStream<BufferSource, Uint8Array<ArrayBuffer>> {}
declare var IdentityTransformStream: { prototype: IdentityTransformStream; new (): IdentityTransformStream };

/** An IdentityTransformStream that must carry exactly so many bytes; a Response of its readable side has a Content-Length. */
interface FixedLengthStream extends IdentityTransformStream {}
declare var FixedLengthStream: { prototype: FixedLengthStream; new (expectedLength: number | bigint): FixedLengthStream };

interface Scheduler {
  /** Resolves after so many milliseconds. */
  wait(delay: number, options?: { signal?: AbortSignal }): Promise<void>;
}
declare var scheduler: Scheduler;

interface URLPatternInit {
  protocol?: string;
  username?: string;
  password?: string;
  hostname?: string;
  port?: string;
  pathname?: string;
  search?: string;
  hash?: string;
  baseURL?: string;
}

interface URLPatternComponentResult {
  input: string;
  groups: Record<string, string | undefined>;
}

interface URLPatternResult {
  inputs: (string | URLPatternInit)[];
  protocol: URLPatternComponentResult;
  username: URLPatternComponentResult;
  password: URLPatternComponentResult;
  hostname: URLPatternComponentResult;
  port: URLPatternComponentResult;
  pathname: URLPatternComponentResult;
  search: URLPatternComponentResult;
  hash: URLPatternComponentResult;
}

interface URLPatternOptions {
  ignoreCase?: boolean;
}

/** https://urlpattern.spec.whatwg.org/ */
interface URLPattern {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly hasRegExpGroups: boolean;
  test(input?: string | URL | URLPatternInit, baseURL?: string): boolean;
  exec(input?: string | URL | URLPatternInit, baseURL?: string): URLPatternResult | null;
}
declare var URLPattern: {
  prototype: URLPattern;
  new (input: string | URL | URLPatternInit, baseURL: string, options?: URLPatternOptions): URLPattern;
  new (input?: string | URL | URLPatternInit, options?: URLPatternOptions): URLPattern;
};

interface KVNamespaceGetOptions<Type> {
  /** The default is `text`. */
  type: Type;
  /** Seconds, at least 30: the answer may be one that this node read so long ago. Not given, the store is asked. */
  cacheTtl?: number;
}

interface KVNamespaceGetWithMetadataResult<Value, Metadata> {
  value: Value | null;
  metadata: Metadata | null;
  cacheStatus: string | null;
}

interface KVNamespacePutOptions {
  /** Seconds since 1970, at least 60 from now. */
  expiration?: number;
  /** Seconds from now, at least 60. */
  expirationTtl?: number;
  /** Anything that JSON can say in 1024 bytes. */
  metadata?: unknown;
}

interface KVNamespaceListKey<Metadata, Key extends string = string> {
  name: Key;
  expiration?: number;
  metadata?: Metadata;
}

type KVNamespaceListResult<Metadata, Key extends string = string> =
  | { list_complete: false; keys: KVNamespaceListKey<Metadata, Key>[]; cursor: string; cacheStatus: string | null }
  | { list_complete: true; keys: KVNamespaceListKey<Metadata, Key>[]; cacheStatus: string | null };

/** A binding of type `kv`. */
interface KVNamespace<Key extends string = string> {
  get(key: Key, options?: Partial<KVNamespaceGetOptions<undefined>>): Promise<string | null>;
  get(key: Key, options: 'text' | KVNamespaceGetOptions<'text'>): Promise<string | null>;
  get<Value = unknown>(key: Key, options: 'json' | KVNamespaceGetOptions<'json'>): Promise<Value | null>;
  get(key: Key, options: 'arrayBuffer' | KVNamespaceGetOptions<'arrayBuffer'>): Promise<ArrayBuffer | null>;
  get(key: Key, options: 'stream' | KVNamespaceGetOptions<'stream'>): Promise<ReadableStream<Uint8Array> | null>;
  get(keys: Key[], options?: 'text' | Partial<KVNamespaceGetOptions<'text'>>): Promise<Map<string, string | null>>;
  get<Value = unknown>(keys: Key[], options: 'json' | KVNamespaceGetOptions<'json'>): Promise<Map<string, Value | null>>;
  getWithMetadata<Metadata = unknown>(key: Key, options?: 'text' | Partial<KVNamespaceGetOptions<'text'>>): Promise<KVNamespaceGetWithMetadataResult<string, Metadata>>;
  getWithMetadata<Value = unknown, Metadata = unknown>(key: Key, options: 'json' | KVNamespaceGetOptions<'json'>): Promise<KVNamespaceGetWithMetadataResult<Value, Metadata>>;
  getWithMetadata<Metadata = unknown>(key: Key, options: 'arrayBuffer' | KVNamespaceGetOptions<'arrayBuffer'>): Promise<KVNamespaceGetWithMetadataResult<ArrayBuffer, Metadata>>;
  getWithMetadata<Metadata = unknown>(key: Key, options: 'stream' | KVNamespaceGetOptions<'stream'>): Promise<KVNamespaceGetWithMetadataResult<ReadableStream<Uint8Array>, Metadata>>;
  getWithMetadata<Metadata = unknown>(keys: Key[], options?: 'text' | Partial<KVNamespaceGetOptions<'text'>>): Promise<Map<string, { value: string | null; metadata: Metadata | null }>>;
  getWithMetadata<Value = unknown, Metadata = unknown>(keys: Key[], options: 'json' | KVNamespaceGetOptions<'json'>): Promise<Map<string, { value: Value | null; metadata: Metadata | null }>>;
  put(key: Key, value: string | ArrayBuffer | ArrayBufferView | ReadableStream, options?: KVNamespacePutOptions): Promise<void>;
  delete(key: Key): Promise<void>;
  list<Metadata = unknown>(options?: { prefix?: string | null; cursor?: string | null; limit?: number }): Promise<KVNamespaceListResult<Metadata, Key>>;
}

/** A binding of type `ratelimit`. */
interface RateLimit {
  /** Whether one more may pass for the key now; if so, it counts. */
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

/** The function's own caches: `match`, `put` and `delete` of a `Cache`, and `caches.open`; the library also names methods that do not exist here. */
interface CacheStorage {
  readonly default: Cache;
}
