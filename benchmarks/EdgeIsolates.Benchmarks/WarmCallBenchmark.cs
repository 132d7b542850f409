using System.Text;
using BenchmarkDotNet.Attributes;
using EdgeIsolates.V8;

namespace EdgeIsolates.Benchmarks;

/// <summary>From .NET into JavaScript and back, the lock and the scopes included. Goal: at most 3 µs for <see cref="Text"/>.</summary>
[MemoryDiagnoser]
public class WarmCallBenchmark
{
    private const string Source = "globalThis.f = { empty() {}, text(json) { const { url } = JSON.parse(json); return 'hello ' + url; } }";
    private const string Json = """{"url":"/x"}""";

    private HelloFunction _hello = null!;
    private V8Reference _empty;
    private V8Reference _text;

    [GlobalSetup]
    public void SetUp()
    {
        _hello = HelloFunction.Blank();
        _hello.Start([]);
        using var scope = _hello.Isolate.Enter();
        HelloFunction.Check(scope.Evaluate(new V8Module("calls.js", V8ModuleKind.JavaScript, Encoding.UTF8.GetBytes(Source)), out _));
        _empty = Function(in scope, "empty");
        _text = Function(in scope, "text");
    }

    /// <summary>In and out, nothing else.</summary>
    [Benchmark]
    public void EnterOnly()
    {
        using var scope = _hello.Isolate.Enter();
    }

    /// <summary>A function without arguments or result.</summary>
    [Benchmark]
    public V8Status Empty()
    {
        using var scope = _hello.Isolate.Enter();
        return scope.Call(scope.Get(_empty), out _);
    }

    /// <summary>A string in, JSON parsed, a string out.</summary>
    [Benchmark]
    public string? Text()
    {
        using var scope = _hello.Isolate.Enter();
        HelloFunction.Check(scope.Call(scope.Get(_text), out var result, scope.String(Json)));
        return scope.GetString(result);
    }

    /// <summary>A request with its CPU account, through <c>Request</c>, <c>URL</c>, <c>Response</c> and <c>Headers</c> of the Web API.</summary>
    [Benchmark]
    public int Fetch() => _hello.Fetch();

    [GlobalCleanup]
    public void CleanUp() => _hello.Dispose();

    private static V8Reference Function(in V8Scope scope, string name)
    {
        HelloFunction.Check(scope.Evaluate(new V8Module("look.js", V8ModuleKind.JavaScript, Encoding.UTF8.GetBytes($"f.{name}")), out var function));
        return scope.Hold(function);
    }
}
