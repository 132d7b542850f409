// expect: ok
// answer: 3000000
// cpuMs: 2000
// bodyBytes: 3000000
// why: a large body in, as text: the host's copy and the script's are both counted
export default { async fetch(request) { return new Response(String((await request.text()).length)); } };
