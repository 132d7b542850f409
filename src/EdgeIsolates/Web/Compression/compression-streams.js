'use strict';
// https://compression.spec.whatwg.org/
//
// The codec is the host's; it begins with the first chunk and belongs to the request that runs then. It takes input in
// slices and gives output in pieces of a bounded size, so that no step is long; and what one chunk becomes is taken out
// only as fast as somebody reads. So a bomb costs its reader, not the host.
const { TypedArrayPrototypeGetByteLength } = internals.primordials;
const { webidl, streams, ops, bytes: { viewOf, copyOf, partOf } } = internals;
const { converters, requiredArguments } = webidl;
const { createInnerTransform, wrapReadable, wrapWritable, whenWanted } = streams;

const format = webidl.enumeration('CompressionFormat', ['deflate', 'deflate-raw', 'gzip', 'brotli']);
const sliceSize = 65_536;

function createCodecTransform(formatName, compresses) {
  let codec = 0;
  const open = () => {
    if (codec === 0) codec = ops.op_codec_open(formatName, compresses);
  };
  const transform = (chunk, controller) => {
    const bytes = viewOf(converters.BufferSource(chunk, '', 'The chunk'));
    open();
    const length = TypedArrayPrototypeGetByteLength(bytes);
    if (length > sliceSize) return writeSlices(codec, controller, copyOf(bytes), length);
    const piece = ops.op_codec_write(codec, bytes);
    return piece === null ? undefined : drain(codec, controller, piece);
  };
  const flush = (controller) => {
    open();
    const piece = ops.op_codec_end(codec);
    return piece === null ? undefined : drain(codec, controller, piece);
  };
  const cancel = () => {
    if (codec !== 0) ops.op_codec_close(codec);
  };
  return createInnerTransform(null, transform, flush, cancel, 1, null, 0, null);
}

// What one slice became, piece by piece; null says that the codec wants more input.
async function drain(codec, controller, piece) {
  for (;;) {
    controller.enqueue(piece);
    piece = ops.op_codec_read(codec);
    if (piece === null) return;
    const wanted = whenWanted(controller);
    if (wanted !== undefined) await wanted;
  }
}

async function writeSlices(codec, controller, bytes, length) {
  for (let at = 0; at < length; at += sliceSize) {
    const piece = ops.op_codec_write(codec, partOf(bytes, at, at + sliceSize < length ? at + sliceSize : length));
    if (piece !== null) await drain(codec, controller, piece);
  }
}

class CompressionStream {
  #transform;

  constructor(formatName) {
    const prefix = "Failed to construct 'CompressionStream'";
    requiredArguments(arguments.length, 1, prefix);
    this.#transform = createCodecTransform(format(formatName, prefix, 'Argument 1'), true);
  }

  get readable() { return wrapReadable(this.#transform.readable); }
  get writable() { return wrapWritable(this.#transform.writable); }
}

class DecompressionStream {
  #transform;

  constructor(formatName) {
    const prefix = "Failed to construct 'DecompressionStream'";
    requiredArguments(arguments.length, 1, prefix);
    this.#transform = createCodecTransform(format(formatName, prefix, 'Argument 1'), false);
  }

  get readable() { return wrapReadable(this.#transform.readable); }
  get writable() { return wrapWritable(this.#transform.writable); }
}

webidl.configureInterface(CompressionStream);
webidl.configureInterface(DecompressionStream);
internals.expose('CompressionStream', CompressionStream);
internals.expose('DecompressionStream', DecompressionStream);
