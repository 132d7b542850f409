// expect: ok
// cpuMs: 4000
// why: slices of slices share the bytes: ten thousand halves of a megabyte are still one
export default { fetch() { const kept = []; const blob = new Blob([new Uint8Array(1 << 20)]); for (let i = 0; i < 1e4; i++) kept.push(blob.slice(i)); return new Response(String(kept.length)); } };
