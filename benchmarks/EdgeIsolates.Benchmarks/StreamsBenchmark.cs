using System.Text;
using BenchmarkDotNet.Attributes;
using EdgeIsolates.V8;

namespace EdgeIsolates.Benchmarks;

/// <summary>What a megabyte costs on its way through streams, in chunks of 64 KB: 1 ms per operation is 1000 MB/s.</summary>
[MemoryDiagnoser]
public class StreamsBenchmark
{
    private const int Megabytes = 16;

    private const string Source =
        """
        globalThis.pump = async (make) => {
          let left = 256, received = 0;
          const chunk = new Uint8Array(65536);
          const source = new ReadableStream({ pull(c) { if (left-- > 0) c.enqueue(chunk); else c.close(); } });
          const sink = new WritableStream({ write(piece) { received += piece.byteLength; } });
          await make(source).pipeTo(sink);
          globalThis.received = received;
        };
        globalThis.f = {
          pipe() { pump((source) => source); },
          identity() { pump((source) => source.pipeThrough(new TransformStream())); },
          transform() { pump((source) => source.pipeThrough(new TransformStream({ transform(piece, c) { c.enqueue(piece); } }))); },
          asyncTransform() { pump((source) => source.pipeThrough(new TransformStream({ async transform(piece, c) { c.enqueue(piece); } }))); },
          bytes() { pump((source) => source.pipeThrough(new IdentityTransformStream())); },
        };
        """;

    private HelloFunction _hello = null!;

    /// <summary>A function of the script above.</summary>
    [Params("pipe", "identity", "transform", "asyncTransform", "bytes")]
    public string Way { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _hello = HelloFunction.Blank();
        _hello.Start([]);
        using var scope = _hello.Isolate.Enter();
        HelloFunction.Check(scope.Evaluate(new V8Module("streams.js", V8ModuleKind.JavaScript, Encoding.UTF8.GetBytes(Source)), out _));
    }

    /// <summary>From the first chunk to the close of the sink.</summary>
    [Benchmark(OperationsPerInvoke = Megabytes)]
    public double PerMegabyte()
    {
        using var scope = _hello.Isolate.Enter();
        HelloFunction.Check(scope.Evaluate(new V8Module("run.js", V8ModuleKind.JavaScript, Encoding.UTF8.GetBytes($"f.{Way}()")), out _));
        HelloFunction.Check(scope.RunMicrotasks());
        HelloFunction.Check(scope.Evaluate(new V8Module("look.js", V8ModuleKind.JavaScript, "received"u8.ToArray()), out var received));
        var bytes = scope.GetNumber(received);
        return bytes == Megabytes << 20 ? bytes : throw new InvalidOperationException($"{bytes} bytes came through.");
    }

    [GlobalCleanup]
    public void CleanUp() => _hello.Dispose();
}
