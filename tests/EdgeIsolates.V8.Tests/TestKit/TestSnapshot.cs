namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>
/// The one snapshot that most tests share: a few ops behind the global <c>host</c>, and the engine's built-ins as the global <c>native</c>, which tenants of
/// the real snapshot never see.
/// </summary>
internal static class TestSnapshot
{
    private const string Source = """
        const { ops, native, entry } = internals;
        globalThis.native = native;
        function spinUntil(end) {
          while (ops.op_test_cpu() < end) {
            for (let spin = 0; spin < 2000; spin++);
          }
        }
        globalThis.host = {
          record(text) { ops.op_test_record(String(text)); },
          promise() { return ops.op_test_promise(); },
          custom(...values) { return ops.op_test_custom(...values); },
          // Milliseconds of this thread's CPU time.
          cpu() { return ops.op_test_cpu(); },
          // Burns CPU time and tells how much it was, with what V8 needed to compile the loop.
          burn(milliseconds) {
            const begin = ops.op_test_cpu();
            spinUntil(begin + milliseconds);
            return ops.op_test_cpu() - begin;
          },
        };
        entry.makeError = (name, message) => Object.assign(new Error(message), { name });
        entry.identity = value => value;
        entry.join = (...values) => values.map(String).join(',');
        entry.kindOf = value => Object.prototype.toString.call(value).slice(8, -1);
        entry.global = name => globalThis[name];
        """;

    private static readonly string[] Names = ["op_test_record", "op_test_promise", "op_test_cpu", "op_test_custom"];

    private static readonly Lazy<V8Snapshot> Made = new(() => V8Snapshot.Create([new V8Script("edge:test.js", Source)], Names));

    public static IReadOnlyList<string> OpNames => Names;

    public static V8Snapshot Shared => Made.Value;
}
