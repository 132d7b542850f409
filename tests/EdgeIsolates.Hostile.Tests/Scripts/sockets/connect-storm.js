// expect: ok
// answer: 1000 errors
// cpuMs: 2000
// why: connections without end, to this machine: none may leave
export default {
  async fetch() {
    const ended = [];
    for (let i = 0; i < 1000; i++) {
      const socket = new WebSocket(`ws://127.0.0.1:${1 + (i % 60000)}/`);
      ended.push(new Promise((resolve) => { socket.onclose = ({ code }) => resolve(code); }));
    }
    const codes = await Promise.all(ended);
    return new Response(`${codes.filter((code) => code === 1006).length} errors`);
  }
};
