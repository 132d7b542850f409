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
interface ExecutionContext<Props = unknown> {
  /** Keeps the request's work going after the answer until the promise settles. A rejection is logged. */
  waitUntil(promise: unknown): void;
  /** When the handler fails, the host goes on as if there were no function. */
  passThroughOnException(): void;
  /** What the service binding says by which the call came: its `props`; frozen, `{}` when there are none. */
  readonly props: Props;
}
declare var ExecutionContext: { prototype: ExecutionContext; new (): never };

/** The environment variables and bindings of a deployment. Name your own for more: `interface Env { API_KEY: string; KV: KVNamespace }`. */
interface FunctionEnv {
  readonly [name: string]: any;
}

/** What `env` of `cloudflare:workers` has. Name your own for more: `declare namespace Cloudflare { interface Env { KV: KVNamespace } }`. */
declare namespace Cloudflare {
  interface Env extends FunctionEnv {}
}

/** A binding of type `version_metadata`. */
interface WorkerVersionMetadata {
  readonly id: string;
  readonly tag: string;
  /** When it was deployed, as ISO 8601 has it. */
  readonly timestamp: string;
}

type HandlerName = 'fetch' | 'queue' | 'scheduled' | 'alarm' | 'connect' | 'dup' | `webSocket${'Message' | 'Close' | 'Error'}`;

/** What of a class can be called and read from afar. */
type RemoteMembers<T> = Omit<RpcMembers<T>, HandlerName>;

/** A binding of type `service`: another function of the host. `T` is the class of its entrypoint. */
type Fetcher<T = unknown> = RemoteMembers<T> & {
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
};

/** A `Fetcher` by the class of the entrypoint, or by its instances: `Service<typeof Admin>`, `Service<Admin>`. */
type Service<T = unknown> = Fetcher<T extends abstract new (...args: never[]) => infer Instance ? Instance : T>;

/** Answers a request: the default export, or one named `fetch`, `handler`, or as the methods that it answers: `GET`, `POST`... */
type FetchHandler<Env = FunctionEnv> = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>;

/** Handles a batch of messages of a queue that the function consumes. */
type QueueHandler<Env = FunctionEnv, Body = unknown> = (batch: MessageBatch<Body>, env: Env, ctx: ExecutionContext) => void | Promise<void>;

/** Runs when one of the function's cron expressions is due. */
type ScheduledHandler<Env = FunctionEnv> = (controller: ScheduledController, env: Env, ctx: ExecutionContext) => void | Promise<void>;

/** The default export of a module: `export default { fetch(request, env, ctx) {...} } satisfies ExportedHandler<Env>`. */
interface ExportedHandler<Env = FunctionEnv, Body = unknown> {
  fetch?: FetchHandler<Env>;
  queue?: QueueHandler<Env, Body>;
  scheduled?: ScheduledHandler<Env>;
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
  /** Keeps a value with the socket, at most 16 KiB as a structured clone; for sockets that a Durable Object accepted, also while the object is not in memory. */
  serializeAttachment(value: unknown): void;
  /** What was kept, or null. */
  deserializeAttachment(): any;
}

/** A message that the host answers for a Durable Object: `ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))`. */
interface WebSocketRequestResponsePair {
  readonly request: string;
  readonly response: string;
}
declare var WebSocketRequestResponsePair: {
  prototype: WebSocketRequestResponsePair;
  new (request: string, response: string): WebSocketRequestResponsePair;
};

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

type QueueContentType = 'json' | 'text' | 'bytes' | 'v8';

interface QueueSendOptions {
  /** What the body is; `json` when it is not said. */
  contentType?: QueueContentType;
  /** Keeps the message back: 0 to 43200 seconds. */
  delaySeconds?: number;
}

interface MessageSendRequest<Body = unknown> extends QueueSendOptions {
  body: Body;
}

/** A binding of type `queue`: sends messages. Resolves when they are kept. */
interface Queue<Body = unknown> {
  send(body: Body, options?: QueueSendOptions): Promise<void>;
  /** At most 100 messages and 256 KB, all or none. */
  sendBatch(messages: Iterable<MessageSendRequest<Body>>, options?: { delaySeconds?: number }): Promise<void>;
}

interface QueueRetryOptions {
  delaySeconds?: number;
}

/** A message that was given out. The first decision about it counts. */
interface Message<Body = unknown> {
  readonly id: string;
  readonly timestamp: Date;
  readonly body: Body;
  /** How often it was given out, this time included. */
  readonly attempts: number;
  ack(): void;
  retry(options?: QueueRetryOptions): void;
}

interface MessageBatch<Body = unknown> {
  readonly queue: string;
  readonly messages: readonly Message<Body>[];
  ackAll(): void;
  retryAll(options?: QueueRetryOptions): void;
}

interface ScheduledController {
  readonly type: 'scheduled';
  /** When it was due, in milliseconds since 1970. */
  readonly scheduledTime: number;
  /** The expression that was due. */
  readonly cron: string;
  noRetry(): void;
}

/** The function's own caches: `match`, `put` and `delete` of a `Cache`, and `caches.open`; the library also names methods that do not exist here. */
interface CacheStorage {
  readonly default: Cache;
}

interface D1Meta {
  /** Milliseconds. */
  duration: number;
  changes: number;
  last_row_id: number;
  changed_db: boolean;
  size_after: number;
  rows_read: number;
  rows_written: number;
  served_by: string;
}

interface D1Result<Row = Record<string, unknown>> {
  success: true;
  meta: D1Meta;
  results: Row[];
}

interface D1ExecResult {
  count: number;
  /** Milliseconds. */
  duration: number;
}

interface D1PreparedStatement {
  /** A statement with values for its placeholders. */
  bind(...values: (null | string | number | boolean | ArrayBuffer | ArrayBufferView | number[])[]): D1PreparedStatement;
  first<Value = unknown>(column: string): Promise<Value | null>;
  first<Row = Record<string, unknown>>(): Promise<Row | null>;
  run<Row = Record<string, unknown>>(): Promise<D1Result<Row>>;
  all<Row = Record<string, unknown>>(): Promise<D1Result<Row>>;
  raw<Row = unknown[]>(options: { columnNames: true }): Promise<[string[], ...Row[]]>;
  raw<Row = unknown[]>(options?: { columnNames?: false }): Promise<Row[]>;
}

interface D1DatabaseSession {
  prepare(query: string): D1PreparedStatement;
  /** All in one transaction. */
  batch<Row = Record<string, unknown>>(statements: D1PreparedStatement[]): Promise<D1Result<Row>[]>;
  getBookmark(): string | null;
}

/** A binding of type `d1`. */
interface D1Database {
  prepare(query: string): D1PreparedStatement;
  /** All in one transaction. */
  batch<Row = Record<string, unknown>>(statements: D1PreparedStatement[]): Promise<D1Result<Row>[]>;
  /** A script of statements without values, each in a transaction of its own. */
  exec(query: string): Promise<D1ExecResult>;
  withSession(constraintOrBookmark?: string): D1DatabaseSession;
  /** Always refused. */
  dump(): Promise<ArrayBuffer>;
}

interface R2HTTPMetadata {
  contentType?: string;
  contentLanguage?: string;
  contentDisposition?: string;
  contentEncoding?: string;
  cacheControl?: string;
  cacheExpiry?: Date;
}

interface R2Conditional {
  /** Without quotes. */
  etagMatches?: string;
  /** Without quotes. */
  etagDoesNotMatch?: string;
  uploadedBefore?: Date;
  uploadedAfter?: Date;
  secondsGranularity?: boolean;
}

type R2Range = { offset: number; length?: number } | { offset?: number; length: number } | { suffix: number };

interface R2Checksums {
  readonly md5?: ArrayBuffer;
  readonly sha1?: ArrayBuffer;
  readonly sha256?: ArrayBuffer;
  readonly sha384?: ArrayBuffer;
  readonly sha512?: ArrayBuffer;
  /** In hex. */
  toJSON(): { md5?: string; sha1?: string; sha256?: string; sha384?: string; sha512?: string };
}

interface R2Object {
  readonly key: string;
  readonly version: string;
  readonly size: number;
  readonly etag: string;
  /** With quotes. */
  readonly httpEtag: string;
  readonly uploaded: Date;
  readonly checksums: R2Checksums;
  readonly httpMetadata?: R2HTTPMetadata;
  readonly customMetadata?: Record<string, string>;
  readonly range?: { offset: number; length: number };
  readonly storageClass: string;
  writeHttpMetadata(headers: Headers): void;
}

interface R2ObjectBody extends R2Object {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly bodyUsed: boolean;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  text(): Promise<string>;
  json<Value = unknown>(): Promise<Value>;
  blob(): Promise<Blob>;
}

interface R2GetOptions {
  onlyIf?: R2Conditional | Headers;
  range?: R2Range | Headers;
}

interface R2MultipartOptions {
  httpMetadata?: R2HTTPMetadata | Headers;
  customMetadata?: Record<string, string>;
  /** Changes nothing: there is one class, `Standard`. */
  storageClass?: string;
  /** Refused: no object is encrypted with a key of the function's. */
  ssecKey?: undefined;
}

interface R2UploadPartOptions {
  /** Refused. */
  ssecKey?: undefined;
}

/** At most one checksum: bytes, or hex. */
interface R2PutOptions extends R2MultipartOptions {
  onlyIf?: R2Conditional | Headers;
  md5?: ArrayBuffer | ArrayBufferView | string;
  sha1?: ArrayBuffer | ArrayBufferView | string;
  sha256?: ArrayBuffer | ArrayBufferView | string;
  sha384?: ArrayBuffer | ArrayBufferView | string;
  sha512?: ArrayBuffer | ArrayBufferView | string;
}

interface R2ListOptions {
  prefix?: string;
  delimiter?: string;
  cursor?: string;
  startAfter?: string;
  /** From 1 to 1000. */
  limit?: number;
  include?: ('httpMetadata' | 'customMetadata')[];
}

type R2Objects = { objects: R2Object[]; delimitedPrefixes: string[] } & ({ truncated: true; cursor: string } | { truncated: false });

interface R2UploadedPart {
  partNumber: number;
  etag: string;
}

interface R2MultipartUpload {
  readonly key: string;
  readonly uploadId: string;
  uploadPart(partNumber: number, value: ReadableStream | ArrayBuffer | ArrayBufferView | string | Blob, options?: R2UploadPartOptions): Promise<R2UploadedPart>;
  abort(): Promise<void>;
  complete(uploadedParts: R2UploadedPart[]): Promise<R2Object>;
}

/** A binding of type `r2`. */
interface R2Bucket {
  head(key: string): Promise<R2Object | null>;
  /** With `onlyIf`: an object without a body when the conditions do not hold. */
  get(key: string, options: R2GetOptions & { onlyIf: R2Conditional | Headers }): Promise<R2ObjectBody | R2Object | null>;
  get(key: string, options?: R2GetOptions): Promise<R2ObjectBody | null>;
  /** `null` when the conditions do not hold. */
  put(key: string, value: ReadableStream | ArrayBuffer | ArrayBufferView | string | Blob | null, options: R2PutOptions & { onlyIf: R2Conditional | Headers }): Promise<R2Object | null>;
  put(key: string, value: ReadableStream | ArrayBuffer | ArrayBufferView | string | Blob | null, options?: R2PutOptions): Promise<R2Object>;
  delete(keys: string | string[]): Promise<void>;
  list(options?: R2ListOptions): Promise<R2Objects>;
  createMultipartUpload(key: string, options?: R2MultipartOptions): Promise<R2MultipartUpload>;
  resumeMultipartUpload(key: string, uploadId: string): R2MultipartUpload;
}

/** The id of a Durable Object. */
interface DurableObjectId {
  toString(): string;
  equals(other: DurableObjectId): boolean;
  readonly name?: string;
}

/** What a class declares that its objects may be called from afar: `RpcTarget` of `cloudflare:workers`. */
interface RpcTargetBrand {
  readonly __RPC_TARGET: never;
}

/** A stub of a function or an RpcTarget in another isolate. It lives until it is disposed of, or until the request that got it is over. */
type RpcStub<T> = (T extends (...args: infer Args) => infer Result ? (...args: RpcArguments<Args>) => RpcPromise<Awaited<Result>> : unknown) &
  RpcMembers<T> &
  Disposable & {
    /** Another stub of the same, with a life of its own. */
    dup(): RpcStub<T>;
  };

/** Where a method wants a stub, what it stands for may be given too. */
type RpcArguments<Args> = { [Index in keyof Args]: Args[Index] extends RpcStub<infer T> ? Args[Index] | T : Args[Index] };

/** What a value is on the other side: functions and RpcTarget objects are stubs there. */
type RpcValue<T> = T extends RpcTargetBrand | ((...args: never[]) => unknown)
  ? RpcStub<T>
  : T extends string | number | bigint | boolean | symbol | null | undefined | Date | RegExp | Error | ArrayBuffer | ArrayBufferView | ReadableStream | Request | Response | Headers | Blob
    ? T
    : T extends Map<infer Key, infer Item>
      ? Map<Key, RpcValue<Item>>
      : T extends Set<unknown>
        ? T
        : T extends object
          ? { [Name in keyof T]: RpcValue<T[Name]> }
          : T;

/** What can be called and read from afar: the members of the class, each a promise. */
type RpcMembers<T> = {
  readonly [Name in keyof T as Name extends string ? (Name extends '__RPC_TARGET' | 'dup' ? never : Name) : never]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: RpcArguments<Args>) => RpcPromise<Awaited<Result>>
    : RpcPromise<T[Name]>;
};

/** The promise of a call. What is called on it before it has settled goes to what it settles to. */
type RpcPromise<T> = Promise<RpcValue<T> & (T extends object ? Disposable : unknown)> & Disposable & RpcPipeline<T>;

type RpcPipeline<T> = T extends RpcTargetBrand
  ? Omit<RpcMembers<T>, keyof Promise<unknown>>
  : T extends (...args: infer Args) => infer Result
    ? (...args: RpcArguments<Args>) => RpcPromise<Awaited<Result>>
    : T extends string | number | bigint | boolean | symbol | null | undefined | readonly unknown[]
      ? unknown
      : T extends object
        ? { readonly [Name in Exclude<keyof T, keyof Promise<unknown>>]: RpcPromise<T[Name]> }
        : unknown;

type DurableObjectStub<T = unknown> = RemoteMembers<T> & {
  readonly id: DurableObjectId;
  readonly name?: string;
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
};

/** Where an object should be made: changes nothing, it is where its function runs. */
interface DurableObjectGetStubOptions {
  locationHint?: string;
}

/** A binding of type `durable_object_namespace`. */
interface DurableObjectNamespace<T = unknown> {
  idFromName(name: string): DurableObjectId;
  newUniqueId(options?: { jurisdiction?: string }): DurableObjectId;
  idFromString(id: string): DurableObjectId;
  get(id: DurableObjectId, options?: DurableObjectGetStubOptions): DurableObjectStub<T>;
  getByName(name: string, options?: DurableObjectGetStubOptions): DurableObjectStub<T>;
  jurisdiction(name: string): DurableObjectNamespace<T>;
}

/** What asynchronous operations take and nothing depends on: each is carried out before its promise is given. */
interface DurableObjectStorageOptions {
  allowConcurrency?: boolean;
  allowUnconfirmed?: boolean;
  noCache?: boolean;
}

interface SyncKvListOptions {
  start?: string;
  startAfter?: string;
  end?: string;
  prefix?: string;
  reverse?: boolean;
  limit?: number;
}

interface DurableObjectListOptions extends SyncKvListOptions, DurableObjectStorageOptions {}

/** `ctx.storage.kv`: keys and values without promises. */
interface SyncKvStorage {
  get<Value = unknown>(key: string): Value | undefined;
  put<Value>(key: string, value: Value): void;
  /** Whether it was there. */
  delete(key: string): boolean;
  /** The entries in order, read as they are asked for. */
  list<Value = unknown>(options?: SyncKvListOptions): IterableIterator<[string, Value]>;
}

type SqlStorageValue = ArrayBuffer | string | number | null;

interface SqlStorageCursor<Row extends Record<string, SqlStorageValue>> extends Iterable<Row> {
  next(): { done?: false; value: Row } | { done: true; value?: never };
  toArray(): Row[];
  one(): Row;
  raw<Values extends SqlStorageValue[]>(): IterableIterator<Values> & { toArray(): Values[] };
  [Symbol.iterator](): IterableIterator<Row>;
  readonly columnNames: string[];
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

interface SqlStorage {
  exec<Row extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]): SqlStorageCursor<Row>;
  readonly databaseSize: number;
}

interface DurableObjectTransaction {
  get<Value = unknown>(key: string, options?: DurableObjectStorageOptions): Promise<Value | undefined>;
  get<Value = unknown>(keys: string[], options?: DurableObjectStorageOptions): Promise<Map<string, Value>>;
  put<Value>(key: string, value: Value, options?: DurableObjectStorageOptions): Promise<void>;
  put<Value>(entries: Record<string, Value>, options?: DurableObjectStorageOptions): Promise<void>;
  delete(key: string, options?: DurableObjectStorageOptions): Promise<boolean>;
  delete(keys: string[], options?: DurableObjectStorageOptions): Promise<number>;
  list<Value = unknown>(options?: DurableObjectListOptions): Promise<Map<string, Value>>;
  /** When the alarm is due, in milliseconds since 1970. */
  getAlarm(options?: DurableObjectStorageOptions): Promise<number | null>;
  setAlarm(time: number | Date, options?: DurableObjectStorageOptions): Promise<void>;
  deleteAlarm(options?: DurableObjectStorageOptions): Promise<void>;
  rollback(): void;
}

interface DurableObjectStorage extends Omit<DurableObjectTransaction, 'rollback'> {
  readonly sql: SqlStorage;
  readonly kv: SyncKvStorage;
  /** Everything, the alarm too. */
  deleteAll(options?: DurableObjectStorageOptions): Promise<void>;
  transaction<Result>(closure: (transaction: DurableObjectTransaction) => Promise<Result>): Promise<Result>;
  transactionSync<Result>(closure: () => Result): Result;
  /** Resolves when what was written is on the disk. */
  sync(): Promise<void>;
}

interface DurableObjectState<Props = unknown> {
  readonly id: DurableObjectId;
  readonly storage: DurableObjectStorage;
  readonly props: Props;
  waitUntil(promise: Promise<unknown>): void;
  blockConcurrencyWhile<Result>(callback: () => Promise<Result>): Promise<Result>;
  acceptWebSocket(socket: WebSocket, tags?: string[]): void;
  getWebSockets(tag?: string): WebSocket[];
  getTags(socket: WebSocket): string[];
  setWebSocketAutoResponse(pair?: WebSocketRequestResponsePair): void;
  getWebSocketAutoResponse(): WebSocketRequestResponsePair | null;
  getWebSocketAutoResponseTimestamp(socket: WebSocket): Date | null;
  /** Milliseconds; not given, the limit of the function holds. */
  setHibernatableWebSocketEventTimeout(timeout?: number): void;
  getHibernatableWebSocketEventTimeout(): number | null;
  abort(reason?: string): never;
}

interface AlarmInvocationInfo {
  readonly isRetry: boolean;
  /** How often it has failed. */
  readonly retryCount: number;
}

declare module 'cloudflare:workers' {
  export abstract class WorkerEntrypoint<Env = Cloudflare.Env, Props = unknown> {
    protected ctx: ExecutionContext<Props>;
    protected env: Env;
    constructor(ctx: ExecutionContext<Props>, env: Env);
    fetch?(request: Request): Response | Promise<Response>;
    queue?(batch: MessageBatch): void | Promise<void>;
    scheduled?(controller: ScheduledController): void | Promise<void>;
  }
  export abstract class DurableObject<Env = Cloudflare.Env, Props = unknown> {
    protected ctx: DurableObjectState<Props>;
    protected env: Env;
    constructor(ctx: DurableObjectState<Props>, env: Env);
    fetch?(request: Request): Response | Promise<Response>;
    alarm?(alarmInfo?: AlarmInvocationInfo): void | Promise<void>;
    webSocketMessage?(socket: WebSocket, message: string | ArrayBuffer): void | Promise<void>;
    webSocketClose?(socket: WebSocket, code: number, reason: string, wasClean: boolean): void | Promise<void>;
    webSocketError?(socket: WebSocket, error: unknown): void | Promise<void>;
  }
  /** Objects of classes that extend it pass by reference: others get a stub, and may call what the class has, never what an object has of its own. */
  export abstract class RpcTarget {
    readonly __RPC_TARGET: never;
  }
  export const env: Cloudflare.Env;
  /** Empty but in `withExports`: a function reaches its own classes and entrypoints by bindings to itself. */
  export const exports: Record<string, any>;
  export function waitUntil(promise: Promise<unknown>): void;
  /** Runs the callback, and what it starts, with another `env` of this module. */
  export function withEnv<Result>(newEnv: unknown, callback: () => Result): Result;
  export function withExports<Result>(newExports: unknown, callback: () => Result): Result;
  export function withEnvAndExports<Result>(newEnv: unknown, newExports: unknown, callback: () => Result): Result;
}
