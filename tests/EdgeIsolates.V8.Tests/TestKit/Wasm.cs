namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>Small WebAssembly modules, assembled by hand.</summary>
internal static class Wasm
{
    /// <summary><c>(func (export "f") (result i32) i32.const 42)</c></summary>
    public static byte[] Answer { get; } =
    [
        .. Header, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7F, 0x03, 0x02, 0x01, 0x00, 0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00,
        0x0A, 0x06, 0x01, 0x04, 0x00, 0x41, 0x2A, 0x0B,
    ];

    /// <summary><c>(func (export "f") (loop (br 0)))</c></summary>
    public static byte[] EndlessLoop { get; } =
    [
        .. Header, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00, 0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00,
        0x0A, 0x09, 0x01, 0x07, 0x00, 0x03, 0x40, 0x0C, 0x00, 0x0B, 0x0B,
    ];

    /// <summary><c>(memory 1) (func (export "f") (drop (i32.load (i32.const 0x7FFFFFF))))</c></summary>
    public static byte[] LoadOutOfBounds { get; } =
    [
        .. Header, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00, 0x05, 0x03, 0x01, 0x00, 0x01, 0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00,
        0x0A, 0x0D, 0x01, 0x0B, 0x00, 0x41, 0xFF, 0xFF, 0xFF, 0x3F, 0x28, 0x02, 0x00, 0x1A, 0x0B,
    ];

    private static ReadOnlySpan<byte> Header => [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00];

    /// <summary>The bytes as the JavaScript text of a Uint8Array.</summary>
    public static string Literal(byte[] module) => $"new Uint8Array([{string.Join(',', module)}])";

    /// <summary>A script that makes a module of empty-handed functions, each calling the first, as <c>bytes</c>, and then runs <paramref name="then"/>.</summary>
    public static string ManyFunctions(int count, string then) => $$"""
        function leb(n) { const out = []; do { let b = n & 127; n >>>= 7; if (n) b |= 128; out.push(b); } while (n); return out; }
        const count = {{count}}, body = [4, 0, 16, 0, 11], size = leb(count);
        const code = leb(count * body.length + size.length), functions = leb(count + size.length);
        const head = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, ...functions, ...size];
        const bytes = new Uint8Array(head.length + count + 1 + code.length + size.length + count * body.length);
        bytes.set(head);
        bytes.set([10, ...code, ...size], head.length + count);
        for (let i = 0, at = head.length + count + 1 + code.length + size.length; i < count; i++, at += body.length) bytes.set(body, at);
        {{then}};
        """;
}
