// expect: ok|exception
// why: import.meta must tell nothing of the host's file system
export default { fetch() { const text = JSON.stringify({ ...import.meta }); if (text.includes('/home') || text.includes('/root') || text.includes('/work')) throw new Error(text); return new Response('x'); } };
