// expect: ok|exception
// cpuMs: 2000
// why: rejected, reported, and handled after all
export default { async fetch() { const kept = []; for (let i = 0; i < 1e4; i++) kept.push(Promise.reject(i)); await null; for (const one of kept) one.catch(() => {}); return new Response('x'); } };
