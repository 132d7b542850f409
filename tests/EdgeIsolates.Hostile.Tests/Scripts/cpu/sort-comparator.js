// expect: exceededCpu
// why: a sort whose comparator lies, again and again
export default {
  fetch() {
    const numbers = Array.from({ length: 20000 }, (_, i) => i);
    for (;;) numbers.sort(() => 1 - 2 * (Math.random() > 0.5));
  },
};
