// expect: exceededCpu
// why: burns a little in each of many continuations
export default {
  async fetch() {
    for (;;) { for (let i = 0; i < 2e6; i++); await new Promise((resolve) => setTimeout(resolve, 1)); }
  },
};
