// expect: ok|exception
// calls: 2
// why: one Response object kept and answered again: its body was used
const kept = new Response('kept');
export default { fetch() { return kept; } };
