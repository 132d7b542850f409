// expect: exceededCpu|exceededMemory
// cpuMs: 500
// why: a chain of AsyncLocalStorages that never ends
import { AsyncLocalStorage } from 'node:async_hooks';
const deeper = () => new AsyncLocalStorage().run('store', () => Promise.resolve().then(deeper));
export default { fetch: deeper };
