// expect: ok
// answer: done
// cpuMs: 5000
// why: accepted twice, given away twice, used after the end, in every order
export default {
  async fetch() {
    const steps = ['accept', 'send', 'close', 'serializeAttachment', 'deserializeAttachment'];
    for (let order = 0; order < 5 ** 4; order++) {
      const [a, b] = Object.values(new WebSocketPair());
      for (let n = order, i = 0; i < 4; i++, n = Math.floor(n / 5)) {
        for (const end of [a, b]) try { end[steps[n % 5]](i); } catch {}
      }
      try { new Response(null, { status: 101, webSocket: a }); } catch {}
      try { structuredClone(a, { transfer: [a] }); } catch {}
    }
    return new Response('done');
  }
};
