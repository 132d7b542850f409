// expect: ok|exception|exceededCpu|exceededMemory
// cpuMs: 6000
// why: every encoding on megabytes of every byte
export default { fetch() { const bytes = new Uint8Array(1 << 20).map((_, i) => i * 7); let sum = 0; for (const label of ['gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'euc-kr', 'utf-16be', 'koi8-r']) sum += new TextDecoder(label).decode(bytes).length; return new Response(String(sum)); } };
