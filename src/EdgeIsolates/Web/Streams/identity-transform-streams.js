'use strict';
// IdentityTransformStream and FixedLengthStream of Cloudflare Workers: bytes go through as they are, to a readable side that
// BYOB readers can read. What a FixedLengthStream carries has a length that is known beforehand (Content-Length).
// https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/
const { Number, TypedArrayPrototypeGetByteLength: byteLength, TypeError } = internals.primordials;
const { webidl, streams, bytes: { copyOf } } = internals;
const { converters, requiredArguments, isBufferSource } = webidl;
const { TransformStream, transformToken, createInnerByteTransform } = streams;

function bytesOf(chunk) {
  if (!isBufferSource(chunk)) throw new TypeError('Only bytes can be written to this stream: an ArrayBuffer or a view on one');
  return copyOf(converters.BufferSource(chunk, '', 'The chunk'));
}

const passOn = (controller, bytes) => {
  if (byteLength(bytes) > 0) controller.enqueue(bytes);
};

class IdentityTransformStream extends TransformStream {
  constructor(key = undefined, inner = undefined) {
    super(transformToken, key === transformToken ? inner : createInnerByteTransform((chunk, controller) => passOn(controller, bytesOf(chunk)), null));
  }
}

function createFixedLength(expected) {
  let left = expected;
  const transform = (chunk, controller) => {
    const bytes = bytesOf(chunk);
    if (byteLength(bytes) > left) throw new TypeError(`More than the ${expected} bytes of this FixedLengthStream were written`);
    left -= byteLength(bytes);
    passOn(controller, bytes);
  };
  const inner = createInnerByteTransform(transform, () => {
    if (left > 0) throw new TypeError(`This FixedLengthStream was closed ${left} bytes before its length of ${expected}`);
  });
  inner.readable.length = expected;
  return inner;
}

class FixedLengthStream extends IdentityTransformStream {
  constructor(expectedLength) {
    const prefix = "Failed to construct 'FixedLengthStream'";
    requiredArguments(arguments.length, 1, prefix);
    const length = typeof expectedLength === 'bigint' ? Number(expectedLength) : expectedLength;
    super(transformToken, createFixedLength(converters['unsigned long long'](length, prefix, 'Argument 1', { __proto__: null, enforceRange: true })));
  }
}

webidl.configureInterface(IdentityTransformStream);
webidl.configureInterface(FixedLengthStream);
internals.expose('IdentityTransformStream', IdentityTransformStream);
internals.expose('FixedLengthStream', FixedLengthStream);
