// expect: ok
// answer: error 1006
// cpuMs: 2000
// why: a message as large as the memory, as text and as bytes: it is refused before the host copies it
export default {
  async fetch() {
    const lines = [];
    for (const giant of ['x'.repeat(12e6), new Uint8Array(12e6)]) {
      const [a, b] = Object.values(new WebSocketPair());
      a.accept();
      b.accept();
      const closed = new Promise((resolve) => { a.onerror = () => { a.onclose = ({ code }) => resolve(`error ${code}`); }; });
      for (let i = 0; i < 100; i++) try { a.send(giant); } catch { break; }
      lines.push(await closed);
    }
    return new Response([...new Set(lines)].join());
  }
};
