// expect: ok
// answer: x
// why: import.meta must tell nothing of the host's file system
export default { fetch() { const text = JSON.stringify({ ...import.meta }); if (/\/(home|root|usr|tmp|opt)\b/.test(text)) throw new Error(text); return new Response('x'); } };
