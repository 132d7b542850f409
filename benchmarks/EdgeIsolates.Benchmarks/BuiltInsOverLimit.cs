using System.Text;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Benchmarks;

/// <summary>
/// Built-ins that V8 does not interrupt, or not soon: how far each gets beyond a CPU limit of 100 ms, what the outcome is and what stays resident. The table
/// of docs/design/engine-measurements.md.
/// </summary>
internal static class BuiltInsOverLimit
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private static readonly (string Name, string Source)[] Cases =
    [
        ("for (;;) (for comparison)", "for (;;);"),
        ("JSON.parse, long array", "JSON.parse('[' + '1,'.repeat(3e6) + '1]')"),
        ("JSON.parse, many objects", "JSON.parse('[' + '{\"a\":1},'.repeat(1e6) + '1]')"),
        ("JSON.parse, one long string", "JSON.parse('\"' + 'x\\\\u0041'.repeat(3e6) + '\"')"),
        ("JSON.parse, deep", "JSON.parse('['.repeat(5e6))"),
        ("JSON.stringify, long strings", "const t = 'x\\u4F60'.repeat(2e6); for (;;) JSON.stringify([t])"),
        ("BigInt **", "for (;;) 3n ** 3000000n"),
        ("BigInt to string", "for (const b = 1n << 5000000n; ;) String(b)"),
        ("BigInt parse", "for (const t = '9'.repeat(2e6); ;) BigInt(t)"),
        ("flatten a rope", "let s = 'x'; for (let i = 0; i < 28; i++) s += s; s.charCodeAt(1)"),
        ("normalize", "for (const t = '\\u1E9B\\u0323'.repeat(2e6); ;) t.normalize('NFKD')"),
        ("localeCompare", "const t = '\\u00E9'.repeat(3e6); for (;;) t.localeCompare(t + 'a')"),
        ("toUpperCase", "for (const t = '\\u00DF'.repeat(3e6); ;) t.toUpperCase()"),
        ("sort numbers", "const a = Array.from({ length: 5e5 }, (_, i) => i * 7919 % 500009); for (;;) a.slice().sort()"),
        ("sort typed array", "const a = new Float64Array(3e6).map((_, i) => i * 7919 % 3000017); for (;;) a.slice().sort()"),
        ("structuredClone", "const m = new Map(Array.from({ length: 1e5 }, (_, i) => ['k' + i, { i }])); for (;;) structuredClone(m)"),
        ("RegExp compile", "for (let i = 0; ; i++) new RegExp('(a|b|c){1,200}'.repeat(50) + i).test('')"),
        ("RegExp backtracking", "/^(a+)+$/.test('a'.repeat(40) + 'b')"),
        ("replace of a long string", "for (;;) 'x'.repeat(5e6).replace(/x/g, 'yy')"),
        ("replaceAll (quadratic)", "'a'.repeat(1e7).replaceAll('a', 'bb')"),
        ("lastIndexOf (quadratic)", "'a'.repeat(1e6).lastIndexOf('a'.repeat(5e5) + 'b')"),
        ("split of a long string", "'x'.repeat(2e7).split('')"),
        ("includes over holes", "const a = []; a.length = 2 ** 32 - 1; a.includes(1)"),
        ("indexOf over an array-like", "[].indexOf.call({ length: 2 ** 53 - 1 }, 1)"),
        ("forEach over holes", "[].forEach.call({ length: 2 ** 53 - 1 }, () => {})"),
        ("fill", "new Array(3e6).fill(0)"),
        ("concat of array-likes", "[].concat({ length: 2 ** 31, [Symbol.isConcatSpreadable]: true })"),
        ("join of holes", "[].join.call({ length: 2 ** 32 - 1 }, '')"),
        ("encodeURIComponent", "for (const t = '\\u4F60'.repeat(2e6); ;) encodeURIComponent(t)"),
        ("TextEncoder", "for (const t = '\\u4F60'.repeat(2e6); ;) new TextEncoder().encode(t)"),
        ("Intl.DateTimeFormat", "for (;;) new Intl.DateTimeFormat('de').format(0)"),
        ("WebAssembly compile", "for (;;) new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"),
        ("RegExp class of a million ranges", "new RegExp('[' + '\\u4F60-\\u4F61'.repeat(1e6) + ']').test('')"),
    ];

    public static void Run()
    {
        _ = WebPlatform.Shared;
        Console.WriteLine("| built-in | 32 MB: ms over the limit | outcome | MB resident after | 128 MB: ms over the limit | outcome | MB resident after |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (name, source) in Cases)
        {
            Console.WriteLine($"| {name} | {Measure(source, 32)} | {Measure(source, 128)} |");
        }

        Console.WriteLine(V8Engine.Statistics);
    }

    private static string Measure(string source, long megabytes)
    {
        var before = Resident();
        string outcome;
        TimeSpan used;
        using (var isolate = new V8Isolate(WebPlatform.Shared.Snapshot, new V8IsolateOptions { TotalLimitBytes = megabytes << 20 }, new BenchmarkHost()))
        {
            using var scope = isolate.Enter();
            scope.BeginRequest(1, Limit);
            scope.SwitchRequest(1);
            var begin = Environment.CpuUsage.TotalTime;
            var status = scope.Evaluate(new V8Module("case.js", V8ModuleKind.JavaScript, Encoding.UTF8.GetBytes(source)), out _);
            used = Environment.CpuUsage.TotalTime - begin;
            scope.EndRequest(1);
            outcome = status switch
            {
                V8Status.Terminated => $"stopped ({isolate.TerminationReason})",
                V8Status.Lost => isolate.LossReason!.Contains("interrupted", StringComparison.Ordinal) ? "jumped out of, lost" : $"lost ({isolate.LossReason})",
                V8Status.Exception => scope.TakeException().Name,
                _ => "ended",
            };
        }

        var over = used > Limit ? $"+{(used - Limit).TotalMilliseconds:F0}" : "–";
        return $"{over} | {outcome} | {(Resident() - before) >> 20:+0;-0;0}";
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
