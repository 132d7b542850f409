// expect: ok
// answer: 7
// cpuMs: 500
// why: delays nobody means
export default {
  async fetch() {
    const delays = [NaN, -1, -Infinity, '1', { valueOf: () => 2 }, null, undefined];
    const done = await Promise.all(delays.map((delay) => new Promise((resolve) => setTimeout(resolve, delay, 1))));
    return new Response(String(done.length));
  },
};
