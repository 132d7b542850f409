// expect: ok
// answer: nothing
// cpuMs: 500
// why: setters on the indices of Array.prototype must not be handed the runtime's own objects
const seen = new Set();
for (let i = 0; i < 64; i++) {
  Object.defineProperty(Array.prototype, i, {
    set(value) {
      if ((typeof value === 'object' && value !== null) || typeof value === 'function') seen.add(Object.prototype.toString.call(value));
      Object.defineProperty(this, i, { value, writable: true, enumerable: true, configurable: true });
    },
    configurable: true,
  });
}
export default {
  async fetch() {
    new URL('http://a/b?c=d#e').searchParams.getAll('c');
    new Headers({ a: 'b', c: 'd' }).forEach(() => {});
    const target = new EventTarget();
    target.addEventListener('x', function own() {});
    target.dispatchEvent(new Event('x'));
    AbortSignal.any([new AbortController().signal]);
    console.log({ a: [1, { b: 2 }] }, new Map([[1, 2]]));
    await new Promise((resolve) => setTimeout(resolve, 1));
    return new Response([...seen].join() || 'nothing');
  },
};
