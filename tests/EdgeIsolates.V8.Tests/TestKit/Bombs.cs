namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>Scripts that want more memory than they may have.</summary>
internal static class Bombs
{
    /// <summary>One that V8 has no way out of but its fatal error.</summary>
    public const string Fatal = "new Array(5e8).fill(0)";

    public static IReadOnlyList<string> All { get; } =
    [
        Fatal,
        "const a = []; for (;;) a.push('x'.repeat(5e7).split(''))",
        "const a = []; while (true) a.push(new Array(1e4).fill({ a: 1 }))",
        "const a = []; while (true) a.push(new Array(1e5).fill(1))",
        "JSON.parse('[' + '{\"a\":1},'.repeat(1e6) + '1]')",
        "JSON.parse('[' + '1,'.repeat(5e7) + '1]')",
        "JSON.stringify(new Array(3e7).fill('aaaaaaaaaaaaaaaaaaaa'))",
        "const a = []; for (;;) a.push({ x: a.length, y: { z: [1, 2, 3] } })",
        "const m = new Map(); for (let i = 0; ; i++) m.set('k' + i, { i })",
        "const s = new Set(); for (let i = 0; ; i++) s.add({ i })",
        "let s = ''; for (;;) { s += Math.random(); s = s + s.slice(1); }",
        "const a = []; for (;;) { a.push('y'.repeat(1e6) + a.length); JSON.stringify(a); }",
        "Array.from({ length: 1e9 }, (_, i) => ({ i }))",
        "const a = []; for (;;) a.push(Symbol(), () => a, new Proxy({}, {}))",
        "const a = []; for (;;) a.push(new RegExp('a'.repeat(1000) + a.length).test('b'))",
        "const o = {}; for (let i = 0; ; i++) o['p' + i] = i",
        "const b = []; for (let i = 0n; ; i++) b.push(2n ** 100000n + i)",
        "const a = []; for (;;) a.push(new Uint8Array(1e5))",
        "const a = [1]; for (;;) a.push(...a)",
        "const w = new WeakMap(); const keep = []; for (;;) { const k = {}; keep.push(k); w.set(k, new Array(100)); }",
        "(async () => { const all = []; for (;;) all.push((async () => { await all; })()); })()",
        "function flood() { for (let i = 0; i < 1000; i++) Promise.resolve().then(flood); } flood()",
        "const a = []; for (;;) a.push(function* () { yield a; }())",
        "let p = null; for (;;) p = { __proto__: p }",
        "Reflect.construct(Array, Array.prototype.concat.apply([], [new Array(2 ** 25).fill(0)]))",
        "String.prototype.padEnd.call('x', 5e8, 'ab').split('b').join('cc')",
        "const big = 'ab'.repeat(1e7); const a = []; for (;;) a.push(big.replace(/a/g, 'cd'))",
        "const a = []; for (;;) a.push(native.utf8Encode('x'.repeat(1e6)))",
        "const a = []; for (;;) a.push(new WebAssembly.Memory({ initial: 10 }))",
        "const table = []; for (let i = 0; ; i++) table[i * 1000] = i",
    ];
}
