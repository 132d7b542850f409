// expect: ok|exception
// cpuMs: 500
// why: Event and EventTarget patched in a listener-shaped function
EventTarget.prototype.dispatchEvent = () => { throw new Error('patched'); };
Event.prototype.preventDefault = null;
addEventListener('fetch', (event) => event.respondWith(new Response('answered')));
