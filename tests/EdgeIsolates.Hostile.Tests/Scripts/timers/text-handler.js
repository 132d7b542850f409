// expect: ok|exception
// why: a timer whose handler is text: never evaluated
export default { async fetch() { setTimeout('globalThis.evaluated = true', 0); await new Promise((resolve) => setTimeout(resolve, 10)); return new Response(String(globalThis.evaluated)); } };
