// route: /burns
// cpuMs: 50
// Never stops by itself: the CPU budget stops it, and nobody else notices.

export default {
  fetch() {
    for (;;);
  },
};
