// expect: exceededCpu|exceededMemory
// cpuMs: 500
// why: a Readable that always has more, and nobody slow
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
export default {
  async fetch() {
    await pipeline(new Readable({ read() { this.push(Buffer.alloc(1e4)); } }), new Writable({ write(chunk, encoding, callback) { callback(); } }));
  },
};
