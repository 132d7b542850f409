// expect: exceededWallTime|exceededCpu
// cpuMs: 200
// timeoutMs: 400
// why: two ends that answer each other for ever, and an answer that never comes
export default {
  fetch() {
    const [a, b] = Object.values(new WebSocketPair());
    for (const [one, other] of [[a, b], [b, a]]) {
      one.accept();
      one.addEventListener('message', ({ data }) => one.send(data));
    }
    a.send('x');
    return new Promise(() => {});
  }
};
