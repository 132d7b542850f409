// expect: ok|exception
// calls: 3
// why: objects of an earlier request used in a later one
let earlier; let resolveEarlier;
export default { async fetch(request) { if (!earlier) { earlier = request; const waiting = new Promise((resolve) => { resolveEarlier = resolve; }); setTimeout(() => {}, 1); return new Response(String(await Promise.race([waiting, 'first']))); } resolveEarlier('woken'); return new Response(await earlier.text() + request.method); } };
