// expect: exceededCpu
// timeoutMs: 8000
// why: each timer burns less than the budget; the sum is what counts
const burn = () => { const end = performance.now() + 4; let n = 0; while (performance.now() < end && n < 1e6) n++; };
export default {
  fetch() {
    return new Promise(() => { const tick = () => { burn(); for (let i = 0; i < 3e6; i++); setTimeout(tick, 0); }; tick(); });
  },
};
