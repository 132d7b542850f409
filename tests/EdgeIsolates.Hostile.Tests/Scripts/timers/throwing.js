// expect: ok|exception
// why: timers that throw, beside one that answers
export default { async fetch() { for (let i = 0; i < 100; i++) setTimeout(() => { throw new Error('in a timer'); }, 0); await new Promise((resolve) => setTimeout(resolve, 20)); return new Response('answered'); } };
