// expect: ok
// answer: done
// why: clearing ids of others, and ids that are not ids
export default { fetch() { for (const id of [-1, 0, NaN, 2 ** 53, 'x', {}, null, undefined, 1n.toString()]) { clearTimeout(id); clearInterval(id); } for (let i = 0; i < 1000; i++) clearTimeout(i); return new Response('done'); } };
