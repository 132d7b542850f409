// expect: ok
// answer: error 1006
// cpuMs: 2000
// why: messages to an end that is never accepted
export default {
  async fetch() {
    const [a] = Object.values(new WebSocketPair());
    a.accept();
    const closed = new Promise((resolve) => { a.onerror = () => { a.onclose = ({ code }) => resolve(`error ${code}`); }; });
    const chunk = new Uint8Array(1e5);
    for (let i = 0; i < 1000; i++) a.send(chunk);
    return new Response(await closed);
  }
};
