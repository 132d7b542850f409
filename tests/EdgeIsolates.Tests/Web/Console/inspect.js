console.log({ a: 1, 'b c': "it's", [Symbol('k')]: [1, , 3], get g() { return 1; }, set g(v) {}, f() {}, arrow: () => 1 });
console.log([new Map([['k', { v: 1 }]]), new Set([1]), new WeakMap(), Promise.resolve(4), Promise.reject.bind(Promise)]);
console.log([new Uint8Array(3), new ArrayBuffer(2), new DataView(new ArrayBuffer(1)), /a\/b/gi, Object(1), Object('s')]);
class Point { constructor() { this.x = 1; } }
class Point3 extends Point {}
console.log(new Point3(), Point3, class {}, Object.create(null), Object.create({}), async () => 1, function* gen() {});
const circle = { name: 'c' };
circle.self = circle;
console.log(circle, { l1: { l2: { l3: { l4: 1 } } } });
console.log(new Headers({ a: 'b' }), new URL('https://h/p'), new URLSearchParams('q=1'), new Response('x', { status: 201 }));
console.log(['a'.repeat(5), new Array(3), Array.from({ length: 120 }, (_, i) => i).length]);
console.log(-0, [-0], 'top', ['nested\n']);
console.log(new Proxy({}, {}), [new Proxy([], {})]);
