// expect: exception
// cpuMs: 4000
// why: blobs that share their bytes double in size for nothing, until somebody wants to read them
export default { async fetch() { let blob = new Blob([new Uint8Array(1 << 16)]); for (let i = 0; i < 80; i++) blob = new Blob([blob, blob]); return new Response(await blob.text()); } };
