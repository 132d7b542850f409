// expect: exceededCpu
// why: rejection handlers that burn when the first burner is stopped
export default {
  async fetch() {
    const burn = async () => { await null; for (;;); };
    try { await burn(); } catch { for (;;); } finally { for (;;); }
  },
};
