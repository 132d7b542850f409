// expect: ok|exception
// why: everything that could be asked on the way of a message is patched
export default {
  async fetch() {
    const [a, b] = Object.values(new WebSocketPair());
    const evil = () => { throw new Error('asked'); };
    for (const target of [Map, Set, Array, Promise, Uint8Array, EventTarget, MessageEvent, CloseEvent].map((type) => type.prototype)) {
      for (const name of Object.getOwnPropertyNames(target)) try { if (name !== 'constructor') Object.defineProperty(target, name, { value: evil }); } catch {}
    }
    a.accept();
    b.accept();
    a.send('x');
    a.close(4000, 'x');
    return new Response('done');
  }
};
