// expect: ok|exceededCpu
// why: a chain that starts when the answer is already out
export default { fetch() { const again = () => Promise.resolve().then(again); setTimeout(again, 0); return new Response('answered'); } };
