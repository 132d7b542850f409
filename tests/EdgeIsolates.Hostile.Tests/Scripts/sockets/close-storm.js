// expect: exceededCpu|exceededMemory|exception|exceededWallTime
// cpuMs: 500
// timeoutMs: 2000
// why: each close opens and closes the next
export default {
  fetch() {
    const next = () => {
      const [a, b] = Object.values(new WebSocketPair());
      a.accept();
      b.accept();
      b.addEventListener('close', next);
      a.close(4000, 'x'.repeat(123));
    };
    for (let i = 0; i < 100; i++) next();
    return new Promise(() => {});
  }
};
