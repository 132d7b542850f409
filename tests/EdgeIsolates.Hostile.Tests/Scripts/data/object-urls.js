// expect: exceededMemory|exceededCpu|exceededWallTime|exception
// cpuMs: 6000
// why: object URLs that nobody revokes keep their blobs
export default { fetch() { for (;;) URL.createObjectURL(new Blob(['x'.repeat(100)])); } };
