// What web-platform-tests ask for and isolates do not have, each with its reason; docs/conformance.md has the tests.
const noResizing = 'V8 10.2 has no resizable buffers: V8 11.1 brought them';
const noFloat16 = 'V8 10.2 has no Float16Array, and a fill would be no view to the engine';

knownGap('a resizable ArrayBuffer', noResizing, () => {
  const buffer = new ArrayBuffer(1, { maxByteLength: 2 });
  buffer.resize(2);
  equal([buffer.resizable, buffer.byteLength, structuredClone(buffer).resizable], [true, 2, true]);
});
knownGap('a growable SharedArrayBuffer', noResizing, () => {
  const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
  equal(buffer.growable, false);
});
knownGap('a view that follows its buffer', noResizing, () => {
  const buffer = new ArrayBuffer(1, { maxByteLength: 4 }), view = new Uint8Array(buffer);
  buffer.resize(4);
  equal(view.length, 4);
});
knownGap('a WebAssembly memory as a resizable buffer', noResizing, () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2 });
  equal([memory.toResizableBuffer().resizable, memory.toFixedLengthBuffer().resizable], [true, false]);
});
knownGap('Float16Array', noFloat16, async () => {
  equal((await new Blob([new Float16Array([1])]).bytes()).length, 2);
});
knownGap('Float16 of a DataView', noFloat16, () => {
  equal(new DataView(new ArrayBuffer(2)).getFloat16(0), 0);
});
knownGap('WebAssembly.JSTag', 'V8 10.2 has none', () => {
  equal(WebAssembly.JSTag instanceof WebAssembly.Tag, true);
});
knownGap('set operations in a URLPattern', 'they are those of the RegExp flag v, which V8 11.2 brought', () => {
  equal(new URLPattern({ pathname: '/([[a-z]--a])' }).test({ pathname: '/z' }), true);
});
knownGap('the prototypes of the global object stay', 'V8 offers immutable prototypes to objects of C++ templates only', () => {
  const scope = Object.getPrototypeOf(globalThis), above = Object.getPrototypeOf(scope);
  try {
    throws(() => Object.setPrototypeOf(scope, {}), 'TypeError');
  } finally {
    Object.setPrototypeOf(scope, above);
  }
});
