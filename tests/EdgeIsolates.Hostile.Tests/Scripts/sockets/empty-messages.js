// expect: ok|exception|exceededCpu
// cpuMs: 1000
// why: empty messages without end cost the host something too
export default {
  async fetch() {
    const [a, b] = Object.values(new WebSocketPair());
    a.accept();
    const closed = new Promise((resolve) => { a.onclose = ({ code }) => resolve(code); });
    for (let i = 0; i < 1e6; i++) a.send('');
    return new Response(`${await closed}`);
  }
};
