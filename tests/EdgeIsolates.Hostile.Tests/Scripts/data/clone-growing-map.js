// expect: ok|exception
// cpuMs: 2000
// why: a getter adds to the map and the array that are being cloned
export default { fetch() { const list = [], map = new Map(); const bomb = { get x() { list.push(1); map.set({}, bomb); return 1; } }; list.push(bomb); map.set(1, list); return new Response(String(structuredClone(map).size)); } };
