'use strict';
// https://developers.cloudflare.com/workers/runtime-apis/web-crypto/#constructors: a WritableStream that hashes what is written to it
const {
  BigInt, ObjectDefineProperty, Promise, TypeError, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, globalThis: { WritableStream },
} = internals.primordials;
const { webidl, crypto, ops, native, bytes: { viewOf } } = internals;

// Only here, because storage services want it.
crypto.register('MD5', () => ({ __proto__: null, name: 'MD5', digestStream: { __proto__: null, members: null } }));

// What the stream and its sink share: the sink comes first.
class Digest {
  written = 0;
  resolve;
  reject;
  promise = new Promise((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
  number;

  constructor(hash) {
    this.number = ops.op_crypto_hash_new(hash);
    native.markHandled(this.promise);
  }

  write(chunk) {
    try {
      const bytes = bytesOf(chunk);
      ops.op_crypto_hash_update(this.number, bytes);
      this.written += TypedArrayPrototypeGetByteLength(bytes);
    } catch (error) {
      this.reject(error);
      throw error;
    }
  }

  close() { this.resolve(TypedArrayPrototypeGetBuffer(ops.op_crypto_hash_digest(this.number))); }

  abort(reason) {
    ops.op_crypto_hash_digest(this.number);
    this.reject(reason);
  }
}

function bytesOf(chunk) {
  if (typeof chunk === 'string') return native.utf8Encode(chunk);
  if (webidl.isBufferSource(chunk)) return viewOf(chunk);
  throw new TypeError('What is written to a DigestStream must be bytes or a string');
}

class DigestStream extends WritableStream {
  #digest;

  constructor(algorithm) {
    const prefix = "Failed to construct 'DigestStream'";
    webidl.requiredArguments(arguments.length, 1, prefix);
    const digest = new Digest(crypto.normalize('digest', crypto.identifier(algorithm, prefix, 'Argument 1'), prefix, 'digestStream').name);
    super({
      __proto__: null,
      write: (chunk) => digest.write(chunk),
      close: () => digest.close(),
      abort: (reason) => digest.abort(reason),
    });
    this.#digest = digest;
  }

  get digest() { return this.#digest.promise; }
  get bytesWritten() { return BigInt(this.#digest.written); }
}

webidl.configureInterface(DigestStream);
ObjectDefineProperty(crypto.Crypto.prototype, 'DigestStream', { __proto__: null, value: DigestStream, writable: true, configurable: true, enumerable: false });
