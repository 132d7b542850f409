'use strict';
// https://streams.spec.whatwg.org/#ts-class and #ts-default-controller-class
const { RangeError, ReflectApply } = internals.primordials;
const { webidl, streams } = internals;
const { converters } = webidl;
const { Deferred, strategy, extractHighWaterMark, extractSizeAlgorithm, callForPromise, callAtEnd, createInnerTransform } = streams;

const token = Symbol('TransformStream');
const callback = converters.Function;
const transformer = webidl.dictionary('Transformer', [
  { key: 'start', converter: callback },
  { key: 'transform', converter: callback },
  { key: 'flush', converter: callback },
  { key: 'cancel', converter: callback },
  { key: 'readableType', converter: converters.any },
  { key: 'writableType', converter: converters.any },
]);

// https://streams.spec.whatwg.org/#ts-constructor
function fromTransformer(object, writableOptions, readableOptions, prefix) {
  const receiver = object === undefined ? null : converters.object(object, prefix, 'Argument 1');
  const writableStrategy = strategy(writableOptions, prefix, 'Argument 2'), readableStrategy = strategy(readableOptions, prefix, 'Argument 3');
  const { start, transform, flush, cancel, readableType, writableType } = transformer(receiver, prefix, 'Argument 1');
  if (readableType !== undefined) throw new RangeError(`${prefix}: The transformer's 'readableType' must not be set`);
  if (writableType !== undefined) throw new RangeError(`${prefix}: The transformer's 'writableType' must not be set`);
  const readableMark = extractHighWaterMark(readableStrategy, 0), readableSize = extractSizeAlgorithm(readableStrategy);
  const writableMark = extractHighWaterMark(writableStrategy, 1), writableSize = extractSizeAlgorithm(writableStrategy);
  const started = new Deferred(false);
  const stream = createInnerTransform(
    start === undefined ? null : () => started.promise,
    transform === undefined ? null : (chunk, controller) => callForPromise(transform, receiver, [chunk, controllerOf(controller)]),
    flush === undefined ? null : (controller) => callAtEnd(flush, receiver, [controllerOf(controller)]),
    cancel === undefined ? null : (reason) => callAtEnd(cancel, receiver, [reason]),
    writableMark, writableSize, readableMark, readableSize,
  );
  if (start !== undefined) started.resolve(ReflectApply(start, receiver, [controllerOf(stream.controller)]));
  return stream;
}

class TransformStream {
  #inner;

  constructor(object = undefined, writableOptions = undefined, readableOptions = undefined) {
    this.#inner = object === token
      ? writableOptions
      : fromTransformer(object, writableOptions, readableOptions, "Failed to construct 'TransformStream'");
    this.#inner.wrapper = this;
  }

  static {
    streams.isTransform = (value) => webidl.isObject(value) && #inner in value;
    streams.innerTransform = (stream) => stream.#inner;
  }

  get readable() { return streams.wrapReadable(this.#inner.readable); }
  get writable() { return streams.wrapWritable(this.#inner.writable); }
}

const controllerToken = Symbol('TransformStreamDefaultController');

class TransformStreamDefaultController {
  #inner;

  constructor(key = undefined, inner = undefined) {
    if (key !== controllerToken) webidl.illegalConstructor();
    this.#inner = inner;
  }

  get desiredSize() { return this.#inner.desiredSize; }

  enqueue(chunk = undefined) { this.#inner.enqueue(chunk); }
  error(reason = undefined) { this.#inner.error(reason); }
  terminate() { this.#inner.terminate(); }
}

const controllerOf = (inner) => inner.wrapper ??= new TransformStreamDefaultController(controllerToken, inner);

streams.TransformStream = TransformStream;
streams.transformToken = token;
streams.wrapTransform = (inner) => inner.wrapper ?? new TransformStream(token, inner);

webidl.configureInterface(TransformStream);
webidl.configureInterface(TransformStreamDefaultController);
internals.expose('TransformStream', TransformStream);
internals.expose('TransformStreamDefaultController', TransformStreamDefaultController);
