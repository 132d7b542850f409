// expect: ok
// answer: 3
// why: identifiers outside the basic plane
const 𝒳 = 1; const 𠮷 = 2;
export default { fetch() { return new Response(String(𝒳 + 𠮷)); } };
