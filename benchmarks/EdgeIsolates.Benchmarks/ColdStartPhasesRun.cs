using System.Diagnostics;
using System.Text;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Benchmarks;

/// <summary>Where the time of a cold start goes, phase by phase.</summary>
internal static class ColdStartPhasesRun
{
    private const int Count = 200;
    private const string Name = "hello.js";
    private static readonly string[] Phases = ["enter + limits", "add", "link (compile)", "evaluate", "adopt", "first fetch"];
    private static readonly byte[] Utf8 = Encoding.UTF8.GetBytes(HelloFunction.Source);

    public static void Run()
    {
        var codeCache = Once([], out _);
        foreach (var cache in new[] { [], codeCache })
        {
            var runs = new List<double[]>();
            for (var count = 0; count < Count; count++)
            {
                _ = Once(cache, out var phases);
                runs.Add(phases);
            }

            Console.WriteLine(cache.Length == 0 ? "without code cache (µs, p50 / p95)" : "with code cache (µs, p50 / p95)");
            for (var phase = 0; phase < Phases.Length; phase++)
            {
                Print(Phases[phase], [.. runs.Select(run => run[phase])]);
            }

            Print("all", [.. runs.Select(run => run.Sum())]);
        }
    }

    private static void Print(string name, double[] values)
    {
        Array.Sort(values);
        Console.WriteLine($"  {name,-16} {values[values.Length / 2],8:F0} {values[values.Length * 95 / 100],8:F0}");
    }

    private static byte[] Once(byte[] codeCache, out double[] phases)
    {
        var host = new BenchmarkHost();
        using var isolate = new V8Isolate(WebPlatform.Shared.Snapshot, new V8IsolateOptions(), host);
        var clock = new List<long> { Stopwatch.GetTimestamp() };
        using var scope = isolate.Enter();
        scope.SetLimits(new V8IsolateOptions { TotalLimitBytes = 64L << 20 });
        scope.BeginRequest(1, TimeSpan.FromSeconds(1));
        scope.SwitchRequest(1);
        clock.Add(Stopwatch.GetTimestamp());
        HelloFunction.Check(scope.AddModules([new V8Module(Name, V8ModuleKind.JavaScript, Utf8, codeCache)]));
        clock.Add(Stopwatch.GetTimestamp());
        HelloFunction.Check(scope.LinkModule(Name, out _));
        clock.Add(Stopwatch.GetTimestamp());
        HelloFunction.Check(scope.EvaluateModule(Name, out _));
        HelloFunction.Check(scope.RunMicrotasks());
        clock.Add(Stopwatch.GetTimestamp());
        HelloFunction.Check(scope.GetNamespace(Name, out var exports));
        HelloFunction.Check(scope.Call(scope.Internal("adopt"), out _, exports, scope.String("{}")));
        clock.Add(Stopwatch.GetTimestamp());
        HelloFunction.Check(scope.Call(
            scope.Internal("fetch"), out _, scope.Int32(1), scope.String("GET"), scope.String("https://example.com/x"), scope.String("host\nexample.com"), scope.Null));
        HelloFunction.Check(scope.RunMicrotasks());
        clock.Add(Stopwatch.GetTimestamp());
        phases = [.. clock.Zip(clock.Skip(1), (begin, end) => Stopwatch.GetElapsedTime(begin, end).TotalMicroseconds)];
        return codeCache.Length == 0 ? scope.CreateCodeCache(Name) : [];
    }
}
