using System.Text;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Benchmarks;

/// <summary>The function that the figures are about, started by hand on the engine with the real Web API in its snapshot.</summary>
internal sealed class HelloFunction : IDisposable
{
    public const string Source = """
        export default {
          fetch(request) {
            return new Response('hello ' + new URL(request.url).pathname, { headers: { 'content-type': 'text/plain' } });
          },
        };
        """;

    private const string Name = "hello.js";
    private const string Headers = "host\nexample.com\nuser-agent\nbenchmark\naccept\n*/*";
    private static readonly byte[] Utf8 = Encoding.UTF8.GetBytes(Source);
    private static readonly V8IsolateOptions Tenant = new() { TotalLimitBytes = 64L << 20, ArrayBufferBytes = 64L << 20 };

    private V8Reference _fetch;
    private int _request;

    public BenchmarkHost Host { get; } = new();

    public V8Isolate Isolate { get; }

    private HelloFunction() => Isolate = new V8Isolate(WebPlatform.Shared.Snapshot, new V8IsolateOptions(), Host);

    /// <summary>A blank: the Web API and nobody's code.</summary>
    public static HelloFunction Blank() => new();

    /// <summary>What a cold start does with a blank: budgets, modules, handler.</summary>
    public void Start(byte[] codeCache)
    {
        using var scope = Isolate.Enter();
        scope.SetLimits(Tenant);
        scope.BeginRequest(++_request, TimeSpan.FromSeconds(1));
        scope.SwitchRequest(_request);
        Check(scope.AddModules([new V8Module(Name, V8ModuleKind.JavaScript, Utf8, codeCache)]));
        Check(scope.LinkModule(Name, out _));
        Check(scope.EvaluateModule(Name, out _));
        Check(scope.RunMicrotasks());
        Check(scope.GetNamespace(Name, out var exports));
        Check(scope.Call(scope.Internal("adopt"), out _, exports, scope.String("{}")));
        _fetch = scope.Hold(scope.Internal("fetch"));
        scope.EndRequest(_request);
    }

    /// <summary>One request, in and out.</summary>
    public int Fetch()
    {
        using var scope = Isolate.Enter();
        scope.BeginRequest(++_request, TimeSpan.FromSeconds(1));
        scope.SwitchRequest(_request);
        Check(scope.Call(
            scope.Get(_fetch), out _, scope.Int32(_request), scope.String("GET"), scope.String("https://example.com/x"), scope.String(Headers), scope.Null));
        Check(scope.RunMicrotasks());
        scope.EndRequest(_request);
        return Host.Answers;
    }

    public byte[] CreateCodeCache()
    {
        using var scope = Isolate.Enter();
        return scope.CreateCodeCache(Name);
    }

    public void Dispose() => Isolate.Dispose();

    public static void Check(V8Status status)
    {
        if (status != V8Status.Ok)
        {
            throw new InvalidOperationException($"The benchmark's own code ended with {status}.");
        }
    }
}
